import { Settings } from '@quark/service-kit'
import { z } from 'zod'

export class NotificationConfig extends Settings({
  NOTIFICATION_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .default(90)
    .describe('Days for which a notification is kept. Of what happened longer ago nobody is told.'),
  NOTIFICATION_STREAMS_PER_PERSON: z.coerce
    .number()
    .int()
    .min(1)
    .default(8)
    .describe('Live streams that one person may have open at once, in each replica.'),
  NOTIFICATION_HEARTBEAT_SECONDS: z.coerce
    .number()
    .positive()
    .max(60)
    .default(20)
    .describe('After so many quiet seconds a live stream looks for news by itself and shows that it is alive.'),
}) {}
