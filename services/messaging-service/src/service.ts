import { defineService } from '@quark/service-kit'
import { AppModule } from './app.module.js'
import { MessagingConfig } from './config.js'
import { conversations } from './db/migrations/0001-conversations.js'
import { sending } from './db/migrations/0002-sending.js'
import { Delivery } from './delivery/delivery.js'
import { Heartbeat } from './sockets/heartbeat.js'
import { SocketGate } from './sockets/socket-gate.js'

/** Conversations, their messages, and the socket that brings them. */
export const service = defineService({
  root: new URL('..', import.meta.url),
  module: AppModule,
  config: MessagingConfig,
  migrations: [conversations, sending],
  upgrades: (app) => app.get(SocketGate),
  onStart: async (app) => {
    app.get(Delivery).start()
    app.get(Heartbeat).start()
  },
})
