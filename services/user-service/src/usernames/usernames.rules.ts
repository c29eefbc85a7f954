import { Refusal } from '@quark/service-kit'
import { RESERVED } from './reserved-usernames.js'

export const USERNAME_MIN = 3
export const USERNAME_MAX = 30
/** Latin letters, digits, `_` and `-`; the ends are a letter or a digit. */
const FORM = /^[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?$/

/**
 * What names that a reader takes for one another have in common: case, `0` and `o`, `1`, `l` and `i`, `rn` and `m`,
 * `vv` and `w`, one separator or another or several. After the idea of Unicode TR 39, for the letters allowed here.
 */
export function skeletonOf(username: string): string {
  return username
    .toLowerCase()
    .replaceAll('0', 'o')
    .replaceAll(/[1l]/g, 'i')
    .replaceAll(/[_-]+/g, '-')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
}

/** Compared without separators: `ad_min` is not for anybody either. */
const bare = (username: string): string => skeletonOf(username.replaceAll(/[_-]/g, ''))
const reserved = new Set(RESERVED.map(bare))

/** Whether somebody could have this name, by its form alone. */
export const isUsername = (text: string): boolean => text.length <= USERNAME_MAX && FORM.test(text)

/** @throws Refusal 400 with the code of the rule that the name breaks. */
export function assertUsernameAllowed(username: string): void {
  if (username.length < USERNAME_MIN || username.length > USERNAME_MAX) {
    throw refuse('username-length', `must have ${USERNAME_MIN} to ${USERNAME_MAX} characters`)
  }
  if (!FORM.test(username)) {
    throw refuse(
      'username-invalid',
      'may have Latin letters, digits, - and _; the first and the last are a letter or a digit',
    )
  }
  if (reserved.has(bare(username))) throw refuse('username-reserved', 'is reserved')
}

/** Somebody else has this name, a name that looks like it, or had it not long ago. */
export const usernameTaken = (): Refusal =>
  Refusal.conflict('username-taken', 'This username, or one that looks like it, is taken.', [
    { field: 'username', code: 'taken', message: 'is taken' },
  ])

function refuse(code: string, message: string): Refusal {
  return Refusal.invalid(code, [{ field: 'username', code, message }], `The username ${message}.`)
}
