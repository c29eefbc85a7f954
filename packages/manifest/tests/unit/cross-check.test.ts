import { describe, expect, it } from 'vitest'
import { readManifests } from '../../src/index.js'
import { describeProblem } from '../../src/problem.js'
import { aProject, manifestOf } from './project.js'

/** The problems of two modules that are right but for what the test changes. */
const problemsOf = (poll: Record<string, unknown>, quiz: Record<string, unknown> = {}): string[] =>
  readManifests(
    aProject({
      'poll-service': manifestOf('poll-service', { http: { port: 3100 }, ...poll }),
      'quiz-service': manifestOf('quiz-service', { http: { port: 3101 }, ...quiz }),
    }),
  ).problems.map(describeProblem)

const POLL = 'poll-service (services/poll-service/module-manifest.yaml)'
const QUIZ = 'services/quiz-service/module-manifest.yaml'
const aPath = (api: string) => ({ exposes: [{ api, access: 'mixed' }] })

describe('modules that do not fit together', () => {
  it('are none when nothing is wrong', () => {
    expect(problemsOf(aPath('/api/v1/polls'), aPath('/api/v1/quizzes'))).toEqual([])
  })

  it('two owners of a path', () => {
    expect(problemsOf(aPath('/api/v1/polls'), aPath('/api/v1/polls'))).toEqual([
      `${QUIZ}: exposes: the path /api/v1/polls is already exposed by ${POLL}. ` +
        'Give one of the two another path, or a longer one: the longest prefix wins.',
    ])
  })

  it('a path named twice by one module', () => {
    const twice = { exposes: [...aPath('/api/v1/polls').exposes, ...aPath('/api/v1/polls').exposes] }
    expect(problemsOf(twice)).toEqual([expect.stringContaining('is already exposed by itself. Name it once.')])
  })

  it('a path below another module is its own', () => {
    expect(problemsOf(aPath('/api/v1/polls'), aPath('/api/v1/polls/quizzes'))).toEqual([])
  })

  it('the root in other hands than the web', () => {
    expect(problemsOf({ exposes: [{ pages: '/', access: 'public' }] })).toEqual([
      expect.stringContaining('the path / belongs to web, not to poll-service'),
    ])
    expect(
      readManifests(aProject({ web: manifestOf('web', { exposes: [{ pages: '/', access: 'public' }] }) })).problems,
    ).toEqual([])
  })

  it('one port for two, over HTTP and over gRPC', () => {
    expect(problemsOf({}, { http: { port: 3100 } })).toEqual([
      `${QUIZ}: http.port: port 3100 is already used by ${POLL}. Take a free one, like 3101.`,
    ])
    const grpc = { exposes: [{ grpc: 'quark.quiz.v1.Quizzes' }], grpc: { port: 3100 } }
    expect(problemsOf({}, grpc)).toEqual([expect.stringContaining(`grpc.port: port 3100 is already used by ${POLL}`)])
    expect(problemsOf({}, { ...grpc, grpc: { port: 3101 } })).toEqual([
      expect.stringContaining('already used by itself'),
    ])
  })

  it('a required module that is not there, or is itself', () => {
    expect(problemsOf({}, { requires: [{ module: 'game-service' }] })).toEqual([
      `${QUIZ}: requires: quiz-service requires the module game-service, and there is none. ` +
        'Make services/game-service, or name one of poll-service.',
    ])
    expect(problemsOf({}, { requires: [{ module: 'quiz-service' }] })).toEqual([
      expect.stringContaining('requires itself'),
    ])
  })

  it('a required gRPC service that its module does not expose', () => {
    const requires = [{ module: 'poll-service', grpc: ['quark.poll.v1.Polls'] }]
    expect(problemsOf({}, { requires })).toEqual([
      `${QUIZ}: requires: quiz-service requires the gRPC service quark.poll.v1.Polls of poll-service, whose manifest ` +
        '(services/poll-service/module-manifest.yaml) does not expose it. Add - grpc: quark.poll.v1.Polls to its exposes.',
    ])
    const other = { exposes: [{ grpc: 'quark.poll.v1.Votes' }], grpc: { port: 4100 } }
    expect(problemsOf(other, { requires })).toEqual([expect.stringContaining('It exposes quark.poll.v1.Votes.')])
  })

  it('a gRPC service of two modules', () => {
    const exposes = [{ grpc: 'quark.poll.v1.Polls' }]
    expect(problemsOf({ exposes, grpc: { port: 4100 } }, { exposes, grpc: { port: 4101 } })).toEqual([
      expect.stringContaining(`the gRPC service quark.poll.v1.Polls is already exposed by ${POLL}`),
    ])
  })

  it('a gRPC service without a port, and a port without a service', () => {
    expect(problemsOf({ exposes: [{ grpc: 'quark.poll.v1.Polls' }] })).toEqual([
      expect.stringContaining('Add grpc: { port: 4100 }.'),
    ])
    expect(problemsOf({ grpc: { port: 4100 } })).toEqual([expect.stringContaining('has a gRPC port but exposes no')])
  })

  it('an event that two modules emit', () => {
    const exposes = [{ events: ['poll.created'] }]
    expect(problemsOf({ exposes }, { exposes })).toEqual([
      expect.stringContaining(`the event poll.created is already emitted by ${POLL}`),
    ])
  })

  it('an event that is listened to and never emitted', () => {
    expect(problemsOf({}, { consumes: [{ events: ['poll.closed'] }] })).toEqual([
      expect.stringContaining('consumes: quiz-service listens to poll.closed, and no module emits it'),
    ])
  })

  it('events without a database for the outbox or a bus to carry them', () => {
    const exposes = [{ events: ['poll.created'] }]
    expect(problemsOf({ exposes, requires: [{ database: 'postgres' }] })).toEqual([
      expect.stringContaining('Add - event_bus: nats.'),
    ])
    expect(problemsOf({ exposes, requires: [{ event_bus: 'nats' }] })).toEqual([
      expect.stringContaining('Add - database: postgres.'),
    ])
  })
})
