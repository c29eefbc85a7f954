import { service as apiGateway } from '@quark/api-gateway'
import { service as authService } from '@quark/auth-service'
import { service as blogService } from '@quark/blog-service'
import { service as notificationService } from '@quark/notification-service'
import { Database } from '@quark/service-kit'
import { startTestPlatform, type TestPlatform } from '@quark/testing'
import { service as userService } from '@quark/user-service'
import { service as web } from '@quark/web'
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
  const quark = await startTestPlatform([apiGateway, authService, userService, blogService, notificationService, web])
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
