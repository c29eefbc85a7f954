import { z } from 'zod'

/** A password as it comes in; what it may be is decided where one is chosen. Nothing is trimmed or replaced. */
export const Password = z
  .string()
  .min(1, 'must not be empty')
  .max(1000, 'must have at most 1000 characters')
  .refine((text) => text.isWellFormed() && !text.includes('\0'), {
    error: 'has a character that is not valid Unicode',
    params: { code: 'invalid-characters' },
  })

export const PasswordChange = z.strictObject({ currentPassword: Password, newPassword: Password })
export type PasswordChange = z.infer<typeof PasswordChange>
