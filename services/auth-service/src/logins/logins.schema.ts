import { Text } from '@quark/service-kit'
import { z } from 'zod'
import { Password } from '../passwords/passwords.schema.js'

/** `login`: an e-mail or a username, in any case. */
export const LoginRequest = z.strictObject({ login: Text({ min: 1, max: 254 }), password: Password })
export type LoginRequest = z.infer<typeof LoginRequest>
