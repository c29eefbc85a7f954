import type { TestAnswer } from '@quark/testing'

const KEYS = new Set(['type', 'title', 'status', 'code', 'detail', 'instance', 'requestId', 'errors'])
/** SQL, stack traces, names of files and libraries, addresses of the inside. */
const LEAK =
  /\b(select|insert into|update \w+ set|delete from|violates|constraint|relation|column)\b|postgres|kysely|fastify|node_modules|\.[jt]s:\d|\bat \w+.*\(|ECONN|127\.0\.0\.1|Error:/i

export interface Expected {
  readonly status: number | readonly number[]
  /** One of these codes. */
  readonly code?: readonly string[]
  /** The field that must be among those at fault. */
  readonly field?: string
  /** What the problem says beside the usual. */
  readonly also?: readonly string[]
}

/** What is wrong with an answer to bad input; undefined when it is as it should be. */
export function faultOf(answer: TestAnswer, { status, code, field, also = [] }: Expected): string | undefined {
  const { body } = answer
  const told = `${answer.status} ${typeof body === 'string' ? body.slice(0, 200) : JSON.stringify(body)}`
  if (![status].flat().includes(answer.status)) return `expected ${status}, came ${told}`
  if (!answer.headers.get('content-type')?.startsWith('application/problem+json')) return `no problem+json: ${told}`
  if (body.status !== answer.status) return `the body names another status: ${told}`
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(body.code)) return `no code: ${told}`
  if (body.type !== `urn:quark:problem:${body.code}`) return `type and code differ: ${told}`
  if (body.requestId !== answer.headers.get('x-request-id')) return `another request id: ${told}`
  const strange = Object.keys(body).filter((key) => !KEYS.has(key) && !also.includes(key))
  if (strange.length > 0) return `says ${strange.join()}: ${told}`
  const said = Object.fromEntries(Object.entries(body).filter(([key]) => key !== 'instance' && !also.includes(key)))
  if (LEAK.test(JSON.stringify(said))) return `tells of the inside: ${told}`
  if (code && !code.includes(body.code)) return `expected the code ${code.join(' or ')}, came ${told}`
  const fields: string[] = (body.errors ?? []).map((error: { field: string }) => error.field)
  if (field !== undefined && !fields.includes(field)) return `does not name the field ${field}: ${told}`
  return undefined
}
