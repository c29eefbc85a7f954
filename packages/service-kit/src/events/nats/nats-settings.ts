import { z } from 'zod'
import { Settings } from '../../config/settings.js'
import { readNatsAddress } from './nats-address.js'

/** How events reach NATS. Read when `NATS_URL` is set. */
export class NatsSettings extends Settings({
  NATS_URL: z
    .string()
    .refine(
      (text) => readNatsAddress(text) !== undefined,
      'must be like nats://user:password@host:4222, several with commas, special characters of a password written as %XX',
    )
    .describe(
      'NATS servers (2.10 or newer, with JetStream) that carry events: nats://user:password@host:4222, nats://token@host:4222, tls://… for TLS.',
    ),
  NATS_REPLICAS: z.coerce
    .number()
    .int()
    .min(1)
    .max(5)
    .default(1)
    .describe('On how many servers of the NATS cluster each stream is kept.'),
}) {}
