import { aFolder } from '@quark/testing'
import { describe, expect, it } from 'vitest'
import { cataloguePage } from '../../src/gen/docs/catalogue.js'
import { containersDiagram } from '../../src/gen/docs/containers.js'
import { eventsPage } from '../../src/gen/docs/events.js'
import { manifestPage } from '../../src/gen/docs/manifest-keys.js'
import { metricsPage } from '../../src/gen/docs/metrics.js'
import { routesPage } from '../../src/gen/docs/routes.js'
import { settingsPage } from '../../src/gen/docs/settings.js'
import { aModule, anApi, anEvent, aProject } from './facts.js'

const poll = aModule(
  {
    exposes: [{ api: '/api/v1/polls', access: 'mixed', limit: '100/hour', body: '16kb' }, { events: ['poll.created'] }],
  },
  {
    settings: [{ name: 'POLL_MAX', description: 'How many.', required: false, default: '7' }],
    openApi: anApi({
      'GET /api/v1/polls': { operationId: 'listPolls', summary: 'List all', 'x-access': 'public' },
      'POST /api/v1/polls': { operationId: 'createPoll', summary: 'Make one', 'x-access': 'signed-in' },
    }),
  },
)
const quiz = aModule({
  name: 'quiz-service',
  http: { port: 3011 },
  requires: [
    { database: 'postgres' },
    { event_bus: 'nats' },
    { module: 'poll-service', grpc: ['quark.poll.v1.Polls'] },
  ],
  consumes: [{ events: ['poll.created'] }],
})
const gateway = aModule({ name: 'api-gateway', requires: [{ module: 'poll-service' }], http: { port: 8080 } })
const project = aProject([gateway, poll, quiz], { events: [anEvent('poll.created')] })

describe('the page of routes', () => {
  const { content } = routesPage(project)

  it('has each prefix with its checks', () => {
    expect(content).toContain('| `/api/v1/polls` | poll-service | mixed | 100 / hour | 16 KB |')
  })

  it('has each route with who may call it', () => {
    expect(content).toContain('| GET | `/api/v1/polls` | public | List all | `listPolls` |')
    expect(content).toContain('| POST | `/api/v1/polls` | signed-in | Make one | `createPoll` |')
  })

  it('leaves out modules without routes', () => expect(content).not.toContain('## quiz-service'))
})

describe('the page of events', () => {
  it('says who emits, who listens and what is carried', () => {
    const { content } = eventsPage(project)
    expect(content).toContain('| [poll.created](#pollcreated) | `poll-service` | `quiz-service` |')
    expect(content).toContain('Emitted by `poll-service`; heard by `quiz-service`.')
    expect(content).toContain('| `id` | `uuid` |')
  })
})

describe('the page of settings', () => {
  it('has the default of each, or that it must be given', () => {
    const kitSettings = [
      { name: 'DATABASE_URL', description: 'Where.', required: true },
      { name: 'PORT', description: 'Which.', required: false },
    ]
    const { content } = settingsPage({ ...project, kitSettings })
    expect(content).toContain('| `DATABASE_URL` | required | Where. |')
    expect(content).toContain('| `PORT` | none | Which. |')
    expect(content).toContain('| `POLL_MAX` | `7` | How many. |')
  })
})

describe('the catalogue', () => {
  it('says what each module needs, offers and promises', () => {
    const { content } = cataloguePage(project)
    expect(content).toContain('| [poll-service](#poll-service) | Keeps polls. | 3010 |')
    expect(content).toContain('| Calls | `poll-service` by `quark.poll.v1.Polls` |')
    expect(content).toContain('| Called by | `api-gateway`, `quiz-service` |')
    expect(content).toContain('p95 of reads 500 ms, of writes 1500 ms; at most 0.1 % errors')
  })
})

describe('the pages of metrics and of manifest keys', () => {
  it('have a row for each', () => {
    const metrics = [{ name: 'quark_polls_total', help: 'Polls.', file: 'services/poll-service/src/metrics.ts' }]
    expect(metricsPage({ ...project, metrics }).content).toContain('| `quark_polls_total` | Polls. |')
    const rows = manifestPage().content.split('\n')
    expect(rows.filter((row) => row.startsWith('| `exposes[].access` | yes |'))).toHaveLength(1)
  })
})

describe('the container diagram', () => {
  const page = 'Before\n<!-- quark gen: containers -->\nold\n<!-- end: containers -->\nAfter\n'
  const drawn = (text: string): string =>
    containersDiagram({ ...project, root: aFolder({ 'docs/architecture/c4-containers.md': text }) }).content

  it('is drawn between its markers, and the rest of the page stays', () => {
    const content = drawn(page)
    expect(content).toMatch(/^Before\n<!-- quark gen: containers -->\n```mermaid\nflowchart LR\n/)
    expect(content).toMatch(/```\n<!-- end: containers -->\nAfter\n$/)
    expect(content).not.toContain('old')
  })

  it('has calls, routes, databases and events', () => {
    const content = drawn(page)
    expect(content).toContain('quiz_service -->|gRPC| poll_service')
    expect(content).toContain('api_gateway -->|"/api/v1/polls"| poll_service')
    expect(content).toContain('poll_service --- poll_service_db')
    expect(content).toContain('poll_service -.->|"poll.created"| event_bus')
    expect(content).toContain('event_bus -.->|"poll.created"| quiz_service')
  })

  it('is the same when it is drawn again', () => {
    const once = drawn(page)
    expect(drawn(once)).toBe(once)
  })

  it('says where it wants to be, on a page without a place for it', () => {
    expect(() => drawn('Nothing')).toThrow('Put the lines <!-- quark gen: containers -->')
  })
})
