import { realpathSync } from 'node:fs'
import postgres from 'postgres'
import { errorCode } from './plain-error.js'

/** What a server says to somebody who connects. `stranger`: it answers, but serves another cluster. */
export type ServerAnswer = 'ready' | 'busy' | 'silent' | 'wrong-password' | 'stranger'

const CONNECT_SECONDS = 3

// SQLSTATE: starting up, shutting down, recovering; and all connections taken.
const BUSY = ['57P03', '53300', '57P01']

/**
 * Connects and asks which cluster is served. Only this is proof that a server works: process ids and pg_ctl's status
 * are both wrong for a while after a crash.
 */
export async function askServer(url: string, cluster: string): Promise<ServerAnswer> {
  const sql = postgres(url, { max: 1, connect_timeout: CONNECT_SECONDS, onnotice: () => {} })
  try {
    const [row] = await sql<{ data_directory: string }[]>`show data_directory`
    return row && samePath(row.data_directory, cluster) ? 'ready' : 'stranger'
  } catch (error) {
    const code = errorCode(error) ?? ''
    if (code === '28P01') return 'wrong-password'
    return BUSY.includes(code) ? 'busy' : 'silent'
  } finally {
    await sql.end({ timeout: 1 })
  }
}

function samePath(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other)
  } catch {
    return false
  }
}
