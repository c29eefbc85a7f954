import type { ConnectionOptions } from '@nats-io/transport-node'

/** What `NATS_URL` says, as the client wants it. */
export type NatsAddress = Pick<ConnectionOptions, 'servers' | 'user' | 'pass' | 'token' | 'tls'>

const DEFAULT_PORT = 4222

/**
 * Reads `nats://user:password@host:4222`, several with commas. `nats://token@host` is a token; `tls://` insists on TLS. Who
 * signs in is said in one of the addresses and goes for all of them; special characters are written as %XX.
 * @returns undefined for what cannot be read
 */
export function readNatsAddress(text: string): NatsAddress | undefined {
  const parts = text.split(',').map((part) => part.trim())
  if (!parts.every((part) => /^(nats|tls):\/\/[^/\s]+\/?$/.test(part) && URL.canParse(part))) return undefined
  const urls = parts.map((part) => new URL(part))
  const login = loginOf(urls.find(({ username }) => username))
  if (!login) return undefined
  return {
    servers: urls.map(({ hostname, port }) => `${hostname}:${port || DEFAULT_PORT}`),
    ...login,
    ...(urls.some(({ protocol }) => protocol === 'tls:') ? { tls: {} } : {}),
  }
}

/** The same addresses without what nobody else may read. */
export const shownAddress = (text: string): string => text.replace(/\/\/[^@/,]*@/g, '//')

function loginOf(url: URL | undefined): Pick<NatsAddress, 'user' | 'pass' | 'token'> | undefined {
  if (!url) return {}
  try {
    const [user, pass] = [decodeURIComponent(url.username), decodeURIComponent(url.password)]
    return pass ? { user, pass } : { token: user }
  } catch {
    return undefined
  }
}
