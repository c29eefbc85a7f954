import { Refusal } from '@quark/service-kit'
import { isCommonPassword } from './common-passwords.js'

/** Fewest characters (code points). NIST SP 800-63B. */
export const PASSWORD_MIN = 8
/** bcrypt reads no more of a password. */
export const PASSWORD_MAX_BYTES = 72

/** The same password typed on another keyboard or system has the same bytes (NFKC, as NIST SP 800-63B advises). */
export const normalisePassword = (password: string): string => password.normalize('NFKC')

/** Whether bcrypt reads all of it. */
export const fitsBcrypt = (password: string): boolean =>
  Buffer.byteLength(normalisePassword(password)) <= PASSWORD_MAX_BYTES

/** Who the password is for; it must not be made of these. */
export interface PasswordOwner {
  readonly username: string
  readonly email: string
}

/**
 * @param field name of the password's field in the request
 * @throws Refusal 400 `password-refused`, with the rule's code on the field
 */
export function assertPasswordAllowed(password: string, owner: PasswordOwner, field: string): void {
  const flaw = flawOf(normalisePassword(password), owner)
  if (!flaw) return
  throw Refusal.invalid('password-refused', [{ field, ...flaw }], `The password ${flaw.message}.`)
}

function flawOf(password: string, owner: PasswordOwner): { code: string; message: string } | undefined {
  if ([...password].length < PASSWORD_MIN) {
    return { code: 'too-short', message: `must have at least ${PASSWORD_MIN} characters` }
  }
  if (!fitsBcrypt(password)) {
    return { code: 'too-long', message: `must have at most ${PASSWORD_MAX_BYTES} bytes` }
  }
  if (isCommonPassword(password)) return { code: 'common-password', message: 'is one that many people use' }
  if (isMadeOf(password.toLowerCase(), owner)) {
    return { code: 'personal-password', message: 'is little more than the username or the e-mail' }
  }
  return undefined
}

/** The names of its owner add nothing to a password: without them it has to be long enough still. */
function isMadeOf(password: string, { username, email }: PasswordOwner): boolean {
  const [mailbox = '', domain = ''] = email.toLowerCase().split('@')
  const names = [email.toLowerCase(), username.toLowerCase(), mailbox, domain, domain.split('.')[0] ?? '']
  return names
    .filter((name) => name.length >= 3 && password.includes(name))
    .some((name) => [...password.replaceAll(name, '')].length < PASSWORD_MIN)
}
