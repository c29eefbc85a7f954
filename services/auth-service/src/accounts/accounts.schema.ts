import { domainToASCII } from 'node:url'
import { Id, Text } from '@quark/service-kit'
import { z } from 'zod'

/** RFC 5321 allows 254. */
const MAX_EMAIL = 254

export const LocaleSchema = z.enum(['en', 'ru'])

/** An e-mail as it is stored: trimmed, the domain in ASCII (IDNA) and lower case, the part before the @ as typed. */
export const Email = Text({ max: MAX_EMAIL })
  .transform(normaliseEmail)
  .refine((email) => email.length <= MAX_EMAIL && z.email().safeParse(email).success, {
    error: 'must be an e-mail address',
    params: { code: 'email' },
  })

/** Who is signed in, as the answers of this module show it. */
export const UserView = z.object({
  id: Id,
  username: z.string(),
  email: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
})
export type UserView = z.infer<typeof UserView>

function normaliseEmail(text: string): string {
  const at = text.lastIndexOf('@')
  if (at < 0) return text
  const domain = text.slice(at + 1)
  return `${text.slice(0, at)}@${domainToASCII(domain) || domain.toLowerCase()}`
}
