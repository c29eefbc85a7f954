import { aFolder } from '@quark/testing'
import { describe, expect, it } from 'vitest'
import { undocumented } from '../../src/check/coverage.js'
import { describeFinding } from '../../src/check/finding.js'
import { aModule, anApi, anEvent, aProject } from './facts.js'

const module = aModule(
  {},
  {
    settings: [{ name: 'POLL_MAX', description: 'How many.', required: false }],
    openApi: anApi({ 'GET /api/v1/polls/{id}': { summary: 'Read one' } }),
  },
)
const facts = {
  events: [anEvent('poll.created')],
  metrics: [{ name: 'quark_polls_total', help: 'Polls.', file: 'services/poll-service/src/metrics.ts' }],
  environment: [{ name: 'QUARK_DATA', file: 'tools/quark/src/up/data-path.ts' }],
}
const everything = 'QUARK_DATA poll-service `GET /api/v1/polls/{id}` poll.created. POLL_MAX quark_polls_total'

const findingsWith = (docs: Record<string, string>, project = aProject([module], facts)): string[] =>
  undocumented({ ...project, root: aFolder({ 'services/poll-service/README.md': '', ...docs }) }).map(describeFinding)

describe('the docs', () => {
  it('cover what is named in README.md or anywhere below docs/', () => {
    expect(findingsWith({ 'README.md': everything })).toEqual([])
    expect(findingsWith({ 'docs/deep/page.md': everything })).toEqual([])
  })

  it.each(['QUARK_DATA', 'poll-service', '/api/v1/polls/{id}', 'poll.created', 'POLL_MAX', 'quark_polls_total'])(
    'lack %s when it is nowhere',
    (name) => {
      const docs = everything.replace(name, '')
      expect(findingsWith({ 'docs/page.md': docs })).toEqual([
        expect.stringContaining(` ${name} is nowhere in README.md`),
      ])
    },
  )

  it('do not cover a name by a longer one', () => {
    const longer =
      'QUARK_DATABASE my-poll-service /api/v1/polls/{id}/votes poll.created.late POLL_MAXIMUM quark_polls_total_ever'
    expect(findingsWith({ 'docs/page.md': longer })).toHaveLength(6)
  })

  it('do not cover what nobody explains', () => {
    const silent = aProject(
      [
        {
          ...module,
          settings: [{ name: 'POLL_MAX', description: '', required: false }],
          openApi: anApi({ 'GET /api/v1/polls/{id}': {} }),
        },
      ],
      {
        events: [anEvent('poll.created', { description: '' })],
        metrics: [{ name: 'quark_polls_total', help: ' ', file: 'a.ts' }],
      },
    )
    expect(findingsWith({ 'docs/page.md': everything }, silent)).toEqual(
      ['path of GET', 'event', 'setting', 'metric'].map((what) =>
        expect.stringContaining(`nothing says what the ${what}`),
      ),
    )
  })

  it('lack the README of a module', () => {
    const other = aModule({ name: 'quiz-service', http: { port: 3011 } })
    expect(findingsWith({ 'README.md': `${everything} quiz-service` }, aProject([module, other], facts))).toEqual([
      expect.stringContaining('services/quiz-service/README.md: the module has no README'),
    ])
  })
})
