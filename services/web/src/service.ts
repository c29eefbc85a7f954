import { defineService } from '@quark/service-kit'
import { AppModule } from './app.module.js'
import { WebConfig } from './config.js'
import { webSession } from './db/migrations/0001-web-session.js'
import { aroundPages, openPages } from './pages.js'

export const service = defineService({
  root: new URL('..', import.meta.url),
  module: AppModule,
  config: WebConfig,
  migrations: [webSession],
  onStart: openPages,
  around: aroundPages,
})
