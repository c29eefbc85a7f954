import { Refusal } from '@quark/service-kit'

/** Something that can be seen: a letter, a digit or a pictograph. */
const VISIBLE = /[\p{L}\p{N}\p{Extended_Pictographic}]/u
/** Letters that show nothing: Hangul fillers, the Braille blank. */
const BLANK = /[\u115f\u1160\u3164\uffa0\u2800]/u
/** Format characters (zero width and the like) but the joiner of emoji; line and paragraph separators. */
const HIDDEN = /(?!\u200d)[\p{Cf}\p{Zl}\p{Zp}]/u
/** More marks on one letter than any language has; they run over the neighbouring lines. */
const PILED = /\p{M}{4,}/u

/** The name that others see may be written in any script, and has to be seen. @throws Refusal 400 `name-…` */
export function assertNameAllowed(name: string): void {
  if (HIDDEN.test(name) || BLANK.test(name)) throw refuse('name-invisible', 'has a character that cannot be seen')
  if (PILED.test(name)) throw refuse('name-marks', 'has too many marks on one letter')
  if (!VISIBLE.test(name)) throw refuse('name-empty', 'has neither a letter nor a digit')
}

/** A profile is changed and deleted by the person it is of. @throws Refusal 403 `not-your-profile` */
export function assertOwn(profileId: string, callerId: string): void {
  if (profileId !== callerId) throw Refusal.forbidden('not-your-profile', 'This is the profile of somebody else.')
}

function refuse(code: string, message: string): Refusal {
  return Refusal.invalid(code, [{ field: 'name', code, message }], `The name ${message}.`)
}
