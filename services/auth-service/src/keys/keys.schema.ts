import { z } from 'zod'

/** A JSON Web Key Set (RFC 7517) with Ed25519 keys (RFC 8037). */
export const KeySet = z.object({
  keys: z.array(
    z.object({
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      x: z.string(),
      kid: z.string(),
      alg: z.literal('EdDSA'),
      use: z.literal('sig'),
    }),
  ),
})
export type KeySet = z.infer<typeof KeySet>
