import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { contractCalls } from '../../src/gen/read/contract-calls.js'
import { variablesIn } from '../../src/gen/read/environment.js'
import { eventDocs } from '../../src/gen/read/event-docs.js'
import { metricsIn } from '../../src/gen/read/metrics.js'
import { typeText } from '../../src/gen/read/type-text.js'

describe('doc comments of event contracts', () => {
  const docs = eventDocs(
    'poll.ts',
    `const shared = {
      /** Where people
       * read it. */
      path: z.string(),
    }
    /** A poll is open. Once. */
    export const PollOpened = defineEvent('poll.opened', { stream: 'posts' }, shared)
    /** A poll is closed. */
    export const PollClosed = defineEvent('poll.closed', { stream: 'posts' }, {
      ...shared,
      /** Votes. */
      votes: z.int(),
      id: z.uuid(),
    })
    export const Silent = defineEvent('poll.silent', { stream: 'posts' }, {})`,
  )

  it('are read for the event and for its fields', () => {
    expect(docs.get('poll.closed')?.description).toBe('A poll is closed.')
    expect(docs.get('poll.closed')?.fields.get('votes')).toBe('Votes.')
  })

  it('are found in an object that events share, spread or whole', () => {
    expect(docs.get('poll.opened')?.fields.get('path')).toBe('Where people read it.')
    expect(docs.get('poll.closed')?.fields.get('path')).toBe('Where people read it.')
  })

  it('are empty where there is none', () => {
    expect(docs.get('poll.silent')?.description).toBe('')
    expect(docs.get('poll.closed')?.fields.get('id')).toBe('')
  })
})

describe('the type of a field', () => {
  it.each([
    [{ type: 'string' }, 'string'],
    [{ type: 'string', format: 'uuid' }, 'uuid'],
    [{ type: 'integer' }, 'integer'],
    [{ type: 'string', enum: ['en', 'ru'] }, "'en' | 'ru'"],
    [{ const: 7 }, '7'],
    [{ type: 'array', items: { type: 'string' } }, 'string[]'],
    [{ type: 'array', items: { enum: ['a', 'b'] } }, "('a' | 'b')[]"],
    [{ anyOf: [{ type: 'string', format: 'uuid' }, { type: 'null' }] }, 'uuid | null'],
    [
      { type: 'object', properties: { url: { type: 'string' }, alt: { type: 'string' } }, required: ['url'] },
      '{ url: string, alt?: string }',
    ],
    [{ type: 'object', additionalProperties: { type: 'number' } }, 'Record<string, number>'],
    [{}, 'unknown'],
  ])('%j is written %s', (schema, text) => expect(typeText(schema)).toBe(text))
})

describe('metrics', () => {
  it('are found by their name and help', () => {
    const source = `import { Counter, Gauge } from 'prom-client'
      const options = {}
      class Metrics {
        readonly polls = new Counter({ name: 'quark_polls_total', help: 'Polls made.', registers: [] })
        readonly open = new Gauge({ name: 'quark_polls_open' })
        readonly dynamic = new Gauge(options)
      }`
    expect(metricsIn('a.ts', source)).toEqual([
      { name: 'quark_polls_total', help: 'Polls made.', file: 'a.ts' },
      { name: 'quark_polls_open', help: '', file: 'a.ts' },
    ])
  })

  it('are not looked for where prom-client is not used', () => {
    expect(metricsIn('a.ts', "new Counter({ name: 'votes' })")).toEqual([])
  })
})

describe('variables of the environment', () => {
  it('are found by their name, those of the system aside', () => {
    const source =
      "const a = process.env.QUARK_DATA ?? process.env['API_URL']; process.env.PATH; env.OTHER; process.env[name]"
    expect(variablesIn(source)).toEqual(['QUARK_DATA', 'API_URL'])
  })
})

describe('calls by which a module speaks to others', () => {
  const callsIn = (text: string) =>
    contractCalls(ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true), 'a.ts').map((call) => [
      call.kind,
      call.module ?? call.imports.map(({ from, name }) => `${from}#${name}`).join(),
      call.line,
    ])

  it('are told by what they are called on', () => {
    const text = [
      "import { PollCreated } from '@quark/contracts/events/poll'",
      "import { Polls as PollsRpc } from '@quark/contracts/rpc/poll/v1/poll_pb'",
      'this.outbox.add(tx, PollCreated, {})',
      'peers.rpc(PollsRpc)',
      'rpcService(PollsRpc, {})',
      "this.peers.http('auth-service')",
    ].join('\n')
    expect(callsIn(text)).toEqual([
      ['emit', '@quark/contracts/events/poll#PollCreated', 3],
      ['call', '@quark/contracts/rpc/poll/v1/poll_pb#Polls', 4],
      ['answer', '@quark/contracts/rpc/poll/v1/poll_pb#Polls', 5],
      ['fetch', 'auth-service', 6],
    ])
  })

  it('may choose between contracts', () => {
    const text = "import { A, B } from '@quark/contracts/events/poll'\noutbox.add(tx, isNew ? A : B, {})"
    expect(callsIn(text)).toEqual([['emit', '@quark/contracts/events/poll#A,@quark/contracts/events/poll#B', 2]])
  })

  it('are nothing when a module is called by a computed name, or a set is added to', () => {
    expect(callsIn('peers.http(name); names.add(first, second)')).toEqual([])
  })
})
