import { z } from 'zod'

/** The form of a module's name: it is also a folder, a database, an image and a Kubernetes object. */
export const MODULE_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/**
 * A string with one error text for every way of being wrong: it says what is expected.
 * @param pattern what the whole string must match
 * @param expected the rest of the sentence "must be ..."
 */
export const text = (pattern: RegExp, expected: string) =>
  z.string({ error: `must be ${expected}` }).regex(pattern, { error: `must be ${expected}` })

/** A whole number within bounds, both included. */
export const whole = (min: number, max: number, expected: string) => {
  const error = `must be ${expected}`
  return z.int({ error }).min(min, { error }).max(max, { error })
}

/** An object that refuses keys it does not know, and says which ones it knows. */
export const strict = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `unknown key ${issue.keys.map((key) => `"${key}"`).join(', ')}; the keys known here are ${Object.keys(shape).join(', ')}`
        : `must be a group of the keys ${Object.keys(shape).join(', ')}`,
  })

/** A list, with the same plain error for anything else. */
export const list = <Item extends z.ZodType>(item: Item, expected: string) =>
  z.array(item, { error: `must be a list of ${expected}` })

export const moduleName = text(MODULE_NAME, 'lower-case words with dashes between them, like blog-service')
export const port = whole(1, 65_535, 'a port, a whole number from 1 to 65535')
export const eventName = text(
  /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/,
  'the name of an event, lower-case words with dots between them, like post.published',
)
export const grpcService = text(
  /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*\.[A-Z][A-Za-z0-9]*$/,
  'the full name of a protobuf service, like quark.user.v1.UserService',
)
export const envName = text(/^[A-Z][A-Z0-9_]*$/, 'the name of an environment variable, like SEARCH_LANGUAGE')
