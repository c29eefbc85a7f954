import { aFolder } from '@quark/testing'
import { describe, expect, it } from 'vitest'
import { disagreements, silentEvents } from '../../src/check/agreement.js'
import { describeFinding } from '../../src/check/finding.js'
import type { ModuleFacts } from '../../src/gen/project.js'
import { aModule, anApi, anEvent, aProject } from './facts.js'

const NOTHING = { emits: [], answers: [], calls: [], fetches: [], unclear: [] }

function findingsOf(manifest: Record<string, unknown>, code: Partial<ModuleFacts> = {}, packageJson = {}): string[] {
  const module = aModule(manifest, code)
  const folder = aFolder({
    'package.json': JSON.stringify({ name: '@quark/poll-service', version: '1.0.0', ...packageJson }),
  })
  return disagreements({ ...module, manifest: { ...module.manifest, folder } }).map(describeFinding)
}

const one = (text: string) => [expect.stringContaining(text)]
const polls = { exposes: [{ api: '/api/v1/polls', access: 'mixed' }] }
const route = (access = 'public') => ({ openApi: anApi({ 'GET /api/v1/polls/{id}': { 'x-access': access } }) })

describe('a manifest and its code', () => {
  it('agree', () => {
    const manifest = {
      requires: [
        { database: 'postgres' },
        { event_bus: 'nats' },
        { module: 'user-service', grpc: ['quark.user.v1.UserService'] },
        { module: 'auth-service' },
      ],
      exposes: [...polls.exposes, { grpc: 'quark.poll.v1.Polls' }, { events: ['poll.created'] }],
      consumes: [{ events: ['user.deleted'] }],
      env: { required: ['POLL_KEY'], optional: ['POLL_MAX'] },
      grpc: { port: 4010 },
    }
    const code = {
      ...route(),
      handles: ['user.deleted'],
      settings: [
        { name: 'POLL_KEY', description: '', required: true },
        { name: 'POLL_MAX', description: '', required: false },
      ],
      uses: {
        emits: ['poll.created'],
        answers: ['quark.poll.v1.Polls'],
        calls: ['quark.user.v1.UserService'],
        fetches: ['auth-service'],
        unclear: [],
      },
    }
    expect(findingsOf(manifest, code)).toEqual([])
  })

  it('differ by a route that does not say who may call it', () => {
    expect(findingsOf({}, { openHandlers: ['PollsController.list'] })).toEqual(
      one('services/poll-service: PollsController.list does not say who may call it. Put @Access'),
    )
  })

  it('differ by a route below no exposed path, though it begins with the same letters', () => {
    const openApi = anApi({ 'GET /api/v1/polls': {}, 'GET /api/v1/pollsters': {} })
    expect(findingsOf(polls, { openApi })).toEqual(
      one('the route GET /api/v1/pollsters is below no path that it exposes. Add - api: /api/v1/pollsters.'),
    )
  })

  it('differ by an exposed path without a route', () => {
    const exposes = [...polls.exposes, { api: '/api/v1/votes', access: 'public' }]
    expect(findingsOf({ exposes }, route())).toEqual(one('no route of the code is below /api/v1/votes'))
  })

  it('differ by who may call, judged by the longest path', () => {
    const exposes = [{ api: '/api/v1/polls', access: 'signed-in' }]
    expect(findingsOf({ exposes }, route('public'))).toEqual(one('is public, and the manifest says that all below'))
    expect(findingsOf({ exposes }, route('signed-in'))).toEqual([])
    const longer = [...exposes, { api: '/api/v1/polls/open', access: 'public' }]
    const openApi = anApi({
      'GET /api/v1/polls/{id}': { 'x-access': 'signed-in' },
      'GET /api/v1/polls/open': { 'x-access': 'public' },
    })
    expect(findingsOf({ exposes: longer }, { openApi })).toEqual([])
  })

  it.each<[string, Record<string, unknown>, Partial<ModuleFacts>, string]>([
    [
      'an event never emitted',
      { exposes: [{ events: ['poll.created'] }] },
      {},
      'the event poll.created, which the code gives to no outbox',
    ],
    [
      'an event not exposed',
      {},
      { uses: { ...NOTHING, emits: ['poll.created'] } },
      'emits poll.created, which it does not expose',
    ],
    [
      'an event never handled',
      { consumes: [{ events: ['user.deleted'] }] },
      {},
      'consumes user.deleted, for which the code has no @OnEvent',
    ],
    ['an event not consumed', {}, { handles: ['user.deleted'] }, 'handles user.deleted, which it does not consume'],
    ['a setting never read', { env: { required: ['POLL_KEY'] } }, {}, 'env.required names POLL_KEY'],
    [
      'a setting not named',
      {},
      { settings: [{ name: 'POLL_MAX', description: '', required: false }] },
      'reads POLL_MAX (optional)',
    ],
    [
      'a gRPC service never answered',
      { exposes: [{ grpc: 'a.b.Polls' }], grpc: { port: 4010 } },
      {},
      'exposes grpc: a.b.Polls, which the code does not answer',
    ],
    [
      'a gRPC service not exposed',
      {},
      { uses: { ...NOTHING, answers: ['a.b.Polls'] } },
      'answers a.b.Polls, which it does not expose',
    ],
    [
      'a gRPC service never called',
      { requires: [{ module: 'user-service', grpc: ['a.b.Users'] }] },
      {},
      'requires a.b.Users, which the code does not call',
    ],
    [
      'a gRPC service not required',
      {},
      { uses: { ...NOTHING, calls: ['a.b.Users'] } },
      'calls a.b.Users, which it does not require',
    ],
    [
      'a module not required',
      {},
      { uses: { ...NOTHING, fetches: ['web'] } },
      'calls web, which it does not require. Add - module: web',
    ],
    [
      'a call that cannot be told',
      {},
      { uses: { ...NOTHING, unclear: ['services/poll-service/src/a.ts:3'] } },
      'a.ts:3: nobody can tell which contract',
    ],
  ])('differ by %s', (_, manifest, code, text) => {
    expect(findingsOf(manifest, code)).toEqual(one(text))
  })

  it('differ by the name and the version of the package', () => {
    expect(findingsOf({}, {}, { name: 'poll', version: '2.0.0' })).toEqual([
      expect.stringContaining('its name is poll, and the manifest asks for @quark/poll-service'),
      expect.stringContaining('its version is 2.0.0'),
    ])
  })
})

describe('events of the contracts', () => {
  it('are wrong when no module exposes them', () => {
    const module = aModule({ exposes: [{ events: ['poll.created'] }] })
    const events = [anEvent('poll.created'), anEvent('poll.closed')]
    expect(silentEvents(aProject([module], { events })).map(describeFinding)).toEqual(
      one('no module exposes the event poll.closed'),
    )
  })
})
