import { join } from 'node:path'
import postgres from 'postgres'
import { onTestFinished } from 'vitest'
import { EmbeddedPostgres, type EmbeddedPostgresOptions } from '../../src/embedded/embedded-postgres.js'
import { isRunning } from '../../src/embedded/running-process.js'
import { tempFolder } from './temp-folder.js'

export const PASSWORD = 'correct horse / battery: staple'

/** Where a server of a test keeps its files. */
export function serverFolder(): string {
  return join(tempFolder(), 'postgres')
}

/** Starts a server that is stopped after the test, if it still runs. */
export async function startServer(
  folder: string,
  options: Partial<EmbeddedPostgresOptions> = {},
): Promise<EmbeddedPostgres> {
  const server = await EmbeddedPostgres.start({ folder, password: PASSWORD, ...options })
  onTestFinished(async () => {
    if (EmbeddedPostgres.running(folder)) await server.stop()
  })
  return server
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return [...(await sql.unsafe(statement))]
  } finally {
    await sql.end()
  }
}

/** Ends a process as a power cut would, and waits until it is gone. */
export async function killHard(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL')
  while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 20))
}
