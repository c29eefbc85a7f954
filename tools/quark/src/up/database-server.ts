import { type DataFolder, EmbeddedPostgres, errorMessage, PlainError } from '@quark/service-kit/embedded'
import postgres from 'postgres'
import type { Steps } from './steps.js'

/** The PostgreSQL server of a run. */
export interface DatabaseServer {
  /** With user and password: never to be printed. */
  url: string
  /** What it is, for the banner. */
  description: string
  stop(): Promise<void>
  /** Told to stop, but not waited for. */
  abandon(): Promise<void>
}

/** The server DATABASE_URL names when it is given, else our own in the data folder. */
export async function openDatabaseServer(folder: DataFolder, steps: Steps): Promise<DatabaseServer> {
  const given = process.env.DATABASE_URL
  if (given) return openGiven(given, steps)

  steps.begin('PostgreSQL')
  const server = await EmbeddedPostgres.start({
    folder: folder.postgres,
    password: folder.secrets().postgresPassword,
    onStep: (step) => steps.begin(`PostgreSQL: ${step}`),
  })
  if (server.adopted) steps.begin('PostgreSQL: taking over the server an earlier run left behind')
  return {
    url: server.url,
    description: `PostgreSQL on port ${server.port}${server.home === folder.postgres ? '' : `, its files in ${server.home}`}`,
    stop: () => server.stop(),
    abandon: () => server.abandon(),
  }
}

async function openGiven(url: string, steps: Steps): Promise<DatabaseServer> {
  steps.begin('PostgreSQL: connecting to DATABASE_URL')
  const where = placeOf(url)
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} })
  try {
    await sql`select 1`
  } catch (error) {
    throw new PlainError(
      `DATABASE_URL: cannot connect to ${where} (${errorMessage(error)}): check the address and that the server runs.`,
    )
  } finally {
    await sql.end({ timeout: 1 })
  }
  const leaveAlone = async () => {}
  return { url, description: `PostgreSQL at ${where}`, stop: leaveAlone, abandon: leaveAlone }
}

function placeOf(url: string): string {
  if (!URL.canParse(url))
    throw new PlainError('DATABASE_URL is not an address like postgres://user:password@host:5432.')
  return new URL(url).host
}
