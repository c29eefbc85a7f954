import { z } from 'zod'
import { Settings } from '../config/settings.js'

/** What every module reads when it runs in a process of its own. */
export class KitSettings extends Settings({
  DATABASE_URL: z
    .string()
    .optional()
    .describe(
      'PostgreSQL server as postgres://user:password@host:port; the module uses the database of its own name. Only a module without a database needs none, and only with NATS_URL.',
    ),
  QUARK_INTERNAL_KEY: z
    .string()
    .min(16)
    .describe('Secret that vouches for calls between modules. The same everywhere.'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on; 0.0.0.0 in a container.'),
  PORT: z.coerce.number().int().optional().describe('HTTP port; the one of the manifest when unset.'),
  QUARK_PEER_HOST: z
    .string()
    .default('{module}')
    .describe('Host name of the other modules; {module} stands for the name of the module.'),
  QUARK_PORT_OFFSET: z.coerce.number().int().default(0).describe('Added to every port of the manifests.'),
  QUARK_GATEWAY_PORT: z.coerce
    .number()
    .int()
    .optional()
    .describe('Port of the gateway, when it listens on another one than its manifest says.'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('What is logged.'),
}) {}
