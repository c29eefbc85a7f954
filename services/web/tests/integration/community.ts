import { Database } from '@quark/service-kit'
import { everyService, startTestPlatform, type TestPlatform } from '@quark/testing'
import { Visitor } from './visitor.ts'

export const PASSWORD = 'a quiet passphrase of mine'

/** The web with everything it stands on. */
export interface Community {
  quark: TestPlatform
  /** The web's own database. */
  db: Database['sql']
  stop(): Promise<void>
}

export async function startCommunity(): Promise<Community> {
  const quark = await startTestPlatform(await everyService())
  const database = new Database({ url: quark.platform.host.databaseUrl('web'), name: 'web-test' })
  return {
    quark,
    db: database.sql,
    stop: async () => {
      await database.close()
      await quark.stop()
    },
  }
}

let count = 0

/** Somebody who registered in a browser of their own and is signed in there. */
export async function aWriter({ quark }: Community): Promise<{ visitor: Visitor; username: string }> {
  const username = `writer-${++count}-${process.pid}`
  const visitor = new Visitor(quark.url)
  const form = { username, name: 'Ada', email: `${username}@example.org`, password: PASSWORD }
  const answer = await visitor.submit('/register', form)
  if (answer.status !== 303) throw new Error(`register: ${answer.status}`)
  return { visitor, username }
}
