import { domainToASCII } from 'node:url'
import { Id, Text } from '@quark/service-kit'
import { z } from 'zod'

/** RFC 5321 allows 254. */
const MAX_EMAIL = 254
/** What mail servers take in practice: no quoted part before the @, and a domain with a dot, IDNA ones (`xn--…`) included. */
const MAILBOX = /^(?!\.)[\w.!#$%&'*+/=?^`{|}~-]{1,64}(?<!\.)$/
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/

export const LocaleSchema = z.enum(['en', 'ru'])

/** An e-mail as it is stored: trimmed, the domain in ASCII (IDNA) and lower case, the part before the @ as typed. */
export const Email = Text({ max: MAX_EMAIL })
  .transform(normaliseEmail)
  .refine(isEmail, { error: 'must be an e-mail address', params: { code: 'email' } })

/** Who is signed in, as the answers of this module show it. */
export const UserView = z.object({
  id: Id,
  username: z.string(),
  email: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
})
export type UserView = z.infer<typeof UserView>

function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@')
  const mailbox = text.slice(0, Math.max(0, at))
  return text.length <= MAX_EMAIL && MAILBOX.test(mailbox) && !mailbox.includes('..') && DOMAIN.test(text.slice(at + 1))
}

function normaliseEmail(text: string): string {
  const at = text.lastIndexOf('@')
  if (at < 0) return text
  const domain = text.slice(at + 1)
  return `${text.slice(0, at)}@${domainToASCII(domain) || domain.toLowerCase()}`
}
