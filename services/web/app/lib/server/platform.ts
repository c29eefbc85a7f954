import { dev } from '$app/env'
import { BRIDGE, type WebBridge } from '../../../src/bridge.ts'
import { BrowserSessions } from '../../../src/sessions/browser-sessions.ts'
import { MemorySessionStore } from '../../../src/sessions/memory-session-store.ts'
import type { Send } from './api.ts'

interface Platform {
  send: Send
  report: WebBridge['report']
  sessions: WebBridge['sessions']
  notesOf: WebBridge['notesOf']
  publicUrl: string | undefined
}

let made: { bridge: WebBridge | undefined; platform: Platform } | undefined

/** What the application stands on: the host's bridge, or under `vite dev` the API at API_URL and sessions in memory. */
export function usePlatform(): Platform {
  const bridge = (globalThis as { [BRIDGE]?: WebBridge })[BRIDGE]
  if (!made || made.bridge !== bridge) made = { bridge, platform: bridge ? docked(bridge) : alone() }
  return made.platform
}

const docked = ({ api, ...bridge }: WebBridge): Platform => ({ send: api, ...bridge, publicUrl: bridge.publicUrl })

function alone(): Platform {
  if (!dev) throw new Error('The web module runs inside its host: start it with `npm start`, not by its bundle.')
  const base = process.env.API_URL ?? 'http://127.0.0.1:8080'
  return {
    send: (path, { method, headers, body }) => fetch(base + path, { method, headers, body: body ?? null }),
    sessions: new BrowserSessions(new MemorySessionStore(), 'vite dev only'),
    report: (error, page) => console.error(page.method, page.path, error),
    notesOf: () => undefined,
    publicUrl: undefined,
  }
}
