import type postgres from 'postgres'

/** A request to the platform's API on behalf of a person's browser. */
export type ApiInit = RequestInit & {
  /** The address of that browser, so that limits count the person and not this server. */
  clientIp?: string
}

/**
 * What the host gives to the Svelte application. The application is built by Vite into a bundle of its own, so the two
 * sides meet in one place on `globalThis`, which `service.ts` fills before it loads the bundle.
 */
export interface WebBridge {
  /** Asks the API. `path` starts with `/api/v1/`. Rejects when the module that owns the path does not answer. */
  api(path: string, init?: ApiInit): Promise<Response>
  /** The web module's own database. */
  sql: postgres.Sql
  /** What the key that seals sessions is derived from. */
  sessionSecret: string
  /** The address readers use, `https://quark.example`; when absent it is taken from each request. */
  publicUrl?: string
}

export const BRIDGE: unique symbol = Symbol.for('quark.web')
