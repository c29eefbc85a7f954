import { NotificationService } from '@quark/contracts/rpc/notification/v1/notification_pb'
import { defineService, rpcService } from '@quark/service-kit'
import { AppModule } from './app.module.js'
import { NotificationConfig } from './config.js'
import { notifications } from './db/migrations/0001-notifications.js'
import { NotificationsRpc } from './notifications/notifications.rpc.js'
import { Retention } from './retention/retention.js'

/** Tells people what happened around them, in a list and live. */
export const service = defineService({
  root: new URL('..', import.meta.url),
  module: AppModule,
  config: NotificationConfig,
  migrations: [notifications],
  rpc: (app) => [rpcService(NotificationService, app.get(NotificationsRpc))],
  onStart: async (app) => app.get(Retention).start(),
})
