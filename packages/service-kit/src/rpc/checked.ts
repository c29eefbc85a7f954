import type { z } from 'zod'
import { Refusal } from '../http/refusal.js'

/** A part of a gRPC request against its shape. @throws Refusal 400 `invalid-request`: another module sent what the contract does not allow. */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const fields = result.error.issues.map(({ path, message }) => ({ field: path.join('.'), code: 'invalid', message }))
  throw Refusal.invalid('invalid-request', fields, result.error.message)
}
