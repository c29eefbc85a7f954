import { broken, CHARACTERS } from './broken-values.js'
import { type Operation, type Parameter, parametersIn } from './operations.js'
import type { Expected } from './problems.js'
import type { Changes } from './requests.js'
import { sample } from './schema.js'
import type { World } from './world.js'

/** A request with one thing wrong, and how it is to be answered. */
export type Case = readonly [what: string, changes: Changes, expected: Expected]

/** Compared with what was given out, and stored nowhere: one with a strange character is a token that nobody has. */
const OPAQUE = new Set(['refreshToken'])

/** Each field of the body with each thing wrong that its schema knows of. */
export function bodyCases({ body = {} }: Operation, world: World): Case[] {
  return broken(body, sample(body, '', world), world)
    .filter(({ what, at }) => !(OPAQUE.has(at.join('.')) && CHARACTERS.has(what)))
    .map(({ what, at, value }) => {
      const field = at.join('.') || 'body'
      return [`${field} is ${what}`, { body: JSON.stringify(value) }, { status: 400, field }]
    })
}

const INVALID_JSON: Expected = { status: 400, code: ['invalid-json'] }
const UNSUPPORTED: Expected = { status: 415, code: ['unsupported-media-type'] }
const TOO_LARGE: Expected = { status: 413, code: ['body-too-large'] }

/** A body that is no JSON, says that it is something else, or is too large. */
export function formCases({ body = {}, bodyLimit }: Operation, world: World): Case[] {
  const good = JSON.stringify(sample(body, '', world))
  const type = (value: string) => ({ 'content-type': value })
  return [
    ['broken JSON', { body: good.slice(0, -1) }, INVALID_JSON],
    ['two values', { body: `${good}${good}` }, INVALID_JSON],
    ['a poisoned prototype', { body: `{"__proto__":{"admin":true},${good.slice(1)}` }, INVALID_JSON],
    ['nothing', { body: '' }, { status: 400 }],
    ['a form', { body: 'a=1&b=2', headers: type('application/x-www-form-urlencoded') }, UNSUPPORTED],
    ['a form with parts', { body: '--x--', headers: type('multipart/form-data; boundary=x') }, UNSUPPORTED],
    ['text', { body: good, headers: type('text/plain') }, UNSUPPORTED],
    ['XML', { body: '<a/>', headers: type('application/xml') }, UNSUPPORTED],
    ['a type that is none', { body: good, headers: type('nonsense') }, UNSUPPORTED],
    ['too much', { body: `${' '.repeat(bodyLimit)}${good}` }, TOO_LARGE],
  ]
}

/** Each parameter of the query with what is wrong for it, twice, and one that is not known. */
export function queryCases(operation: Operation): Case[] {
  const cases = parametersIn(operation, 'query').flatMap((parameter) =>
    [...wrongTexts(parameter).map(encodeURIComponent), `a&${parameter.name}=b`].map((value): Case => {
      const query = `${parameter.name}=${value}`
      return [query.slice(0, 60), { query }, { status: 400, field: parameter.name }]
    }),
  )
  return [...cases, ['an unknown one', { query: 'unheardOf=1' }, { status: 400, field: 'unheardOf' }]]
}

function wrongTexts({ name, schema }: Parameter): string[] {
  const { type, enum: values, pattern, minLength, maxLength, minimum = 0, maximum = 0 } = schema
  if (type === 'integer') return ['many', '1.5', '', String(minimum - 1), String(maximum + 1)]
  if (values) return ['no-such-choice', '', '\u0000']
  return [
    'a\u0000b',
    ...(maxLength === undefined ? [] : ['x'.repeat(maxLength + 1)]),
    ...(minLength ? [''] : []),
    ...(pattern ? [' ?/'] : []),
    ...(name === 'cursor' ? ['made-up', Buffer.from('["a"]').toString('base64url')] : []),
  ]
}

const OWN_PROFILE: ReadonlySet<string> = new Set(['/api/v1/user/{id}', '/api/v1/user/{id}/avatar'])
const NO_SUCH_PATH = [400, 404, 414]

/** Each id in the path as something that is no id, and as one that nobody has. */
export function pathCases(operation: Operation): Case[] {
  return parametersIn(operation, 'path').flatMap(({ name, schema }): Case[] => {
    const isUuid = schema.format === 'uuid'
    // A profile is its owner's alone: any other id is somebody else's, there or not.
    const nobody = operation.access === 'signed-in' && OWN_PROFILE.has(operation.path) ? 403 : 404
    const wrong = ['%00', 'a%00b', '%ED%A0%80', '%E0%A4', 'x'.repeat(301), '%20', "'%20or%201=1--"]
    return [
      ...wrong.map((id): Case => [`${name} ${id.slice(0, 20)}`, { path: { [name]: id } }, { status: NO_SUCH_PATH }]),
      ...(isUuid ? [[`${name} no uuid`, { path: { [name]: 'nonsense' } }, { status: 400, field: name }] as Case] : []),
      [
        `${name} nobody has`,
        { path: { [name]: isUuid ? crypto.randomUUID() : 'nobody-has-this' } },
        { status: nobody },
      ],
    ]
  })
}

/** Headers that a route reads. */
export function headerCases(operation: Operation, world: World): Case[] {
  const cases: Case[] = parametersIn(operation, 'header')
    .filter(({ name }) => name === 'If-Match')
    .flatMap((): Case[] => [
      ['If-Match of another version', { headers: { 'If-Match': '"999"' } }, { status: 412, also: ['current'] }],
      ['If-Match that is none', { headers: { 'If-Match': 'nonsense' } }, { status: [400, 412] }],
      ['no If-Match', { headers: { 'If-Match': undefined } }, { status: 428, code: ['if-match-required'] }],
    ])
  const keyed = operation.method === 'POST' && operation.access === 'signed-in'
  const invalid: Expected = { status: 400, code: ['idempotency-key-invalid'] }
  const keys = keyed ? ['short', 'x'.repeat(129), 'with space in it'] : []
  return [
    ...cases,
    ...keys.map((key): Case => [`key ${key.slice(0, 20)}`, { headers: { 'idempotency-key': key } }, invalid]),
    ['a token in another form', { headers: { authorization: 'Basic YTpi' }, token: undefined }, NOT_A_TOKEN],
    ['two tokens', { token: `${world.ada.accessToken}, ${world.ada.accessToken}` }, NOT_A_TOKEN],
  ]
}

const NOT_A_TOKEN: Expected = { status: 401, code: ['token-invalid'] }

/** What cannot be trusted, by what is wrong with it. Refused on public routes as well. */
export const tokenCases = (tokens: Record<string, string>): Case[] =>
  Object.entries(tokens).map(([what, token]) => [what, { token }, NOT_A_TOKEN])
