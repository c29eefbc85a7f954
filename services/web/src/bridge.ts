import type { IncomingMessage } from 'node:http'
import type { PageNotes } from './page-cache/page-renderer.js'
import type { BrowserSessions } from './sessions/browser-sessions.js'

/** A request to the platform's API on behalf of a person's browser. */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  headers: Record<string, string>
  body?: string
  /** The address of that browser, so that limits count the person and not this server. */
  clientIp: string
  /** Under which everything that belongs to the browser's request is logged. */
  requestId: string
}

/**
 * What the host gives to the Svelte application. The application is built by Vite into a bundle of its own, so the two
 * sides meet in one place on `globalThis`, which `service.ts` fills before it loads the bundle.
 */
export interface WebBridge {
  /** Asks the API. `path` starts with `/api/v1/`. Rejects when the module that owns the path does not answer. */
  api(path: string, request: ApiRequest): Promise<Response>
  sessions: Pick<BrowserSessions, 'start' | 'find' | 'end'>
  /** Where to note what the page for this request is made of; undefined when it is for one reader alone. */
  notesOf(request: IncomingMessage | undefined): PageNotes | undefined
  /** Writes down what went wrong while a page was made. */
  report(error: unknown, page: { requestId: string; method: string; path: string }): void
  /** The address readers use, `https://quark.example`; when absent it is taken from each request. */
  publicUrl?: string
}

export const BRIDGE: unique symbol = Symbol.for('quark.web')
