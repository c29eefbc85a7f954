import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { EmbeddedPostgres } from '@quark/service-kit/embedded'
import { type QuarkProcess, startQuark, temporaryData } from './quark.ts'

/** Runs `work` with a fresh Quark on a PostgreSQL whose address the benchmark knows too. */
export async function withQuark<Result>(
  work: (quark: QuarkProcess, databaseUrl: string) => Promise<Result>,
  env: Record<string, string> = {},
): Promise<Result> {
  const data = temporaryData()
  const password = randomBytes(16).toString('hex')
  const database = await EmbeddedPostgres.start({ folder: join(data.path, 'server'), password })
  try {
    const quark = await startQuark(join(data.path, 'quark'), { DATABASE_URL: database.url, ...env })
    try {
      return await work(quark, database.url)
    } finally {
      await quark.stop()
    }
  } finally {
    await database.stop()
    data.remove()
  }
}
