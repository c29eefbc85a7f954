import type { TestAnswer } from '@quark/testing'
import { type Operation, parametersIn } from './operations.js'
import { sample } from './schema.js'
import type { World } from './world.js'

/** A request that a route takes, with room to make something about it wrong. */
export interface Changes {
  /** Values of path parameters, already encoded. */
  path?: Record<string, string>
  query?: string
  /** JSON as a value, or text that is sent as it is. */
  body?: unknown
  token?: string | undefined
  /** Undefined leaves one out that the route needs. */
  headers?: Record<string, string | undefined>
}

/** The path with Ada's ids in it. */
export function pathOf({ path }: Operation, world: World, changes: Record<string, string> = {}): string {
  const segments = path.split('/')
  return segments
    .map((segment, index) => {
      const name = /^\{(.+)\}$/.exec(segment)?.[1]
      return name === undefined ? segment : (changes[name] ?? idAt(segments.slice(0, index), world))
    })
    .join('/')
}

/** `/api/v1/blogs/{slug}/posts` wants a post's address within a blog, `/api/v1/posts` a post's id. */
function idAt(before: readonly string[], world: World): string {
  const plain = before.filter((segment) => !segment.startsWith('{')).slice(3)
  const id = world.ids[plain.join('/')] ?? world.ids[plain.at(-1) ?? '']
  if (id === undefined) throw new Error(`The walk has no id for ${before.join('/')}/… Add one to ids in world.ts.`)
  return id
}

/** A file that nobody refuses. */
const FORM =
  '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n%%EOF\n\r\n--x--\r\n'

/** Sends what the route takes but for the changes. As Ada, where a token is needed. */
export function send(operation: Operation, world: World, changes: Changes = {}): Promise<TestAnswer> {
  const token =
    'token' in changes ? changes.token : operation.access === 'signed-in' ? world.ada.accessToken : undefined
  const good = operation.takesForm ? FORM : operation.body && sample(operation.body, '', world)
  const needed = parametersIn(operation, 'header').map(({ name }) => [name, world.values[name]])
  const headers: Record<string, string | undefined> = {
    ...(operation.takesForm && { 'content-type': 'multipart/form-data; boundary=x' }),
    ...Object.fromEntries(needed),
    ...changes.headers,
  }
  const path = pathOf(operation, world, changes.path)
  return world.platform.request(operation.method, changes.query ? `${path}?${changes.query}` : path, {
    body: 'body' in changes ? changes.body : good,
    token,
    headers: given(headers),
  })
}

const given = (headers: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
