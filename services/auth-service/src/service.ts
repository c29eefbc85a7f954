import { defineService } from '@quark/service-kit'
import { AppModule } from './app.module.js'
import { AuthConfig } from './config.js'
import { accounts } from './db/migrations/0001-accounts.js'
import { KeysService } from './keys/keys.service.js'
import { RegistrationsSweep } from './registrations/registrations.sweep.js'
import { SessionsSweep } from './sessions/sessions.sweep.js'

export const service = defineService({
  root: new URL('..', import.meta.url),
  module: AppModule,
  config: AuthConfig,
  migrations: [accounts],
  onStart: async (app) => {
    await app.get(KeysService).start()
    app.get(RegistrationsSweep).start()
    app.get(SessionsSweep).start()
  },
})
