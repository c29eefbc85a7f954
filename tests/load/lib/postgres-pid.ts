import { join } from 'node:path'
import { EmbeddedPostgres } from '@quark/service-kit/embedded'

/** The postmaster of a running Quark's data folder. */
export function postgresPid(data: string): number {
  const postmaster = EmbeddedPostgres.running(join(data, 'postgres'))
  if (!postmaster) throw new Error(`No PostgreSQL runs on ${data}`)
  return postmaster.pid
}
