import { dev } from '$app/env'
import { BRIDGE, type WebBridge } from '../../../src/bridge.ts'
import type { Send } from './api.ts'
import { MemorySessionStore } from './memory-session-store.ts'
import { Sessions } from './sessions.ts'

interface Platform {
  send: Send
  sessions: Sessions
  publicUrl: string | undefined
}

let platform: Platform | undefined

/** What the application stands on: the host's bridge, or under `vite dev` the API at API_URL and sessions in memory. */
export function usePlatform(): Platform {
  platform ??= docked() ?? alone()
  return platform
}

function docked(): Platform | undefined {
  const bridge = (globalThis as { [BRIDGE]?: WebBridge })[BRIDGE]
  if (!bridge) return undefined
  return {
    send: bridge.api,
    sessions: new Sessions(bridge.sessions, bridge.sessionSecret),
    publicUrl: bridge.publicUrl,
  }
}

function alone(): Platform {
  if (!dev) throw new Error('The web module runs inside its host: start it with `npm start`, not by its bundle.')
  const base = process.env.API_URL ?? 'http://127.0.0.1:8080'
  return {
    send: (path, { method, headers, body }) => fetch(base + path, { method, headers, body: body ?? null }),
    sessions: new Sessions(new MemorySessionStore(), 'vite dev only'),
    publicUrl: undefined,
  }
}
