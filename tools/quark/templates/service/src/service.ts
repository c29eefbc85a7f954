import { defineService } from '@quark/service-kit'
import { AppModule } from './app.module.js'
import { __Thing__Config } from './config.js'
import { migrations } from './db/migrations.js'

/** Keeps __words__ and tells the other modules of new ones. */
export const service = defineService({
  root: new URL('..', import.meta.url),
  module: AppModule,
  config: __Thing__Config,
  migrations,
})
