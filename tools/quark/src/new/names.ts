import { MODULE_NAME } from '@quark/manifest'
import { PlainError } from '@quark/service-kit/embedded'

/** Every form in which a module's name occurs in its files, by the placeholder that stands for it in the templates. */
export type Names = Readonly<Record<string, string>>

/** What the names of PostgreSQL objects, and so of modules, may have. */
const LONGEST = 40
/** Tables that every module has already, and a field that its service has. */
const TAKEN = new Set(['inbox', 'migration', 'outbox', 'transaction'])

/**
 * The names of a new module: `poll-service` keeps polls, one of which is a Poll.
 * @param plural what several of its things are called, where that is not as in most of English: `people`
 * @throws PlainError for a name that no module can have
 */
export function namesOf(module: string, plural?: string): Names {
  if (!MODULE_NAME.test(module) || !module.endsWith('-service')) {
    const cure = suggestion(module)
    throw new PlainError(
      `"${module}" cannot be the name of a service: it is lower-case letters and digits, words with dashes between them, ` +
        `and -service at the end, like ${cure}.`,
    )
  }
  const thing = module.slice(0, -'-service'.length)
  if (module.length > LONGEST)
    throw new PlainError(`"${module}" is too long: a name has at most ${LONGEST} characters.`)
  if (TAKEN.has(thing)) {
    throw new PlainError(
      `"${module}" would keep an "${thing}", and every module has one of its own already. Take another name.`,
    )
  }
  const things = plural ?? pluralOf(thing)
  if (!MODULE_NAME.test(things) || things === thing) {
    throw new PlainError(
      `"${things}" cannot be the plural of "${thing}": it is other lower-case words with dashes between them.`,
    )
  }
  return {
    __module__: module,
    __thing__: thing,
    __things__: things,
    __Thing__: pascal(thing),
    __Things__: pascal(things),
    __thingId__: `${camel(thing)}Id`,
    __thingsVar__: camel(things),
    __thing_row__: thing.replaceAll('-', '_'),
    __THINGS__: things.replaceAll('-', '_').toUpperCase(),
    __words__: things.replaceAll('-', ' '),
  }
}

/** Puts the names in the place of their placeholders. */
export const fill = (text: string, names: Names): string =>
  Object.entries(names).reduce((filled, [placeholder, name]) => filled.replaceAll(placeholder, name), text)

function suggestion(module: string): string {
  const words = module
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+|-+$/g, '')
  return words && words !== 'service' ? `${words.replace(/-?service$/, '')}-service` : 'poll-service'
}

function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`
  if (/[^aeiou][aeiou]z$|uiz$/.test(noun)) return `${noun}zes`
  return /(s|x|z|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`
}

const pascal = (kebab: string): string =>
  kebab
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

const camel = (kebab: string): string => kebab.charAt(0) + pascal(kebab).slice(1)
