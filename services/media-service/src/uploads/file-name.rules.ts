const LONGEST = 120
/** Controls, bidi overrides and what shows nothing; what file systems and shells take for something else. */
const UNSAFE = /[\p{C}\u2028\u2029]|[<>:"|?*]/gu

/**
 * What a person called their file, fit to be shown: without folders and hidden characters, 120 characters at most. It is
 * text and never part of a path or an address.
 */
export function displayName(given: string | undefined): string {
  const last = (given ?? '').toWellFormed().split(/[\\/]/).at(-1) ?? ''
  const clean = last
    .replace(UNSAFE, '')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+/, '')
    .trim()
  if (clean === '') return 'file'
  const characters = [...clean]
  if (characters.length <= LONGEST) return clean
  const [ending = ''] = /\.[\p{L}\p{N}]{1,10}$/u.exec(clean) ?? []
  return characters.slice(0, LONGEST - ending.length).join('') + ending
}
