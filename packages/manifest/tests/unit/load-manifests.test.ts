import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadManifest, loadManifests, ManifestError, readManifests } from '../../src/index.js'
import { aProject, manifestOf } from './project.js'

const problemsOf = (root: string): string[] => {
  try {
    loadManifests(root)
    return []
  } catch (error) {
    if (error instanceof ManifestError) return error.message.split('\n')
    throw error
  }
}

describe('loading manifests', () => {
  it('reads every module, sorted by name, with its lists sorted by kind', () => {
    const root = aProject({
      'poll-service': manifestOf('poll-service', {
        requires: [
          { database: 'postgres' },
          { event_bus: 'nats' },
          { module: 'auth-service', grpc: ['quark.auth.v1.AuthService'] },
        ],
        exposes: [
          { api: '/api/v1/polls', access: 'mixed', limit: '100/hour', body: '16kb' },
          { events: ['poll.created'] },
        ],
        consumes: [{ events: ['poll.created'] }],
        env: { optional: ['POLL_MAX'] },
      }),
      'auth-service': manifestOf('auth-service', {
        exposes: [{ grpc: 'quark.auth.v1.AuthService' }],
        grpc: { port: 4001 },
      }),
    })

    const [auth, poll] = loadManifests(root)

    expect(auth).toMatchObject({ name: 'auth-service', exposes: { grpc: ['quark.auth.v1.AuthService'] } })
    expect(poll).toMatchObject({
      name: 'poll-service',
      file: 'services/poll-service/module-manifest.yaml',
      folder: join(root, 'services/poll-service'),
      requires: {
        infrastructure: ['database', 'event_bus'],
        modules: [{ name: 'auth-service', grpc: ['quark.auth.v1.AuthService'] }],
      },
      exposes: {
        routes: [
          {
            kind: 'api',
            path: '/api/v1/polls',
            access: 'mixed',
            limit: { requests: 100, seconds: 3600 },
            body: 16_384,
          },
        ],
        events: ['poll.created'],
      },
      consumes: ['poll.created'],
      env: { required: [], optional: ['POLL_MAX'] },
    })
  })

  it('loads one module alone', () => {
    const root = aProject({ 'poll-service': manifestOf('poll-service') })

    expect(loadManifest(join(root, 'services/poll-service')).name).toBe('poll-service')
    expect(() => loadManifest(join(root, 'services/none'))).toThrow(
      'services/none/module-manifest.yaml: the module has no manifest. Write one, or make it with quark new.',
    )
  })

  it('finds no modules where there is no services folder', () => {
    expect(loadManifests(aProject({}))).toEqual([])
  })

  it('asks for the manifest of a package that has none, and passes by a folder that is no module', () => {
    const root = aProject({ web: manifestOf('web') })
    for (const name of ['stale', 'poll-service']) mkdirSync(join(root, 'services', name, 'dist'), { recursive: true })
    writeFileSync(join(root, 'services/poll-service/package.json'), '{}')

    expect(problemsOf(root)).toEqual([
      expect.stringContaining('services/poll-service/module-manifest.yaml: the module has no'),
    ])
  })

  it('hands back what is wrong beside what could be read', () => {
    const root = aProject({ web: manifestOf('web'), 'poll-service': 'name: [' })

    const { manifests, problems } = readManifests(root)

    expect(manifests.map(({ name }) => name)).toEqual(['web'])
    expect(problems).toMatchObject([{ file: 'services/poll-service/module-manifest.yaml', line: 1 }])
  })
})

describe('a wrong manifest', () => {
  const wrong = (changes: Record<string, unknown>): string[] =>
    problemsOf(aProject({ 'poll-service': manifestOf('poll-service', changes) }))

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['an unknown key', { colour: 'red' }, /unknown key "colour"; the keys known here are name, version/],
    ['an unknown key inside a group', { http: { port: 3050, host: 'x' } }, /yaml:\d+: http: unknown key "host"/],
    ['a missing key', { version: undefined }, /: version: must be a version like 1\.0\.0/],
    ['a wrong type', { http: { port: 'many' } }, /yaml:\d+: http\.port: must be a port/],
    ['a port out of range', { http: { port: 70_000 } }, /http\.port: must be a port, a whole number from 1 to 65535/],
    ['a group that is none', { http: 3050 }, /http: must be a group of the keys port/],
    ['a list that is none', { requires: 'postgres' }, /requires: must be a list of what the module needs/],
    ['another way to ship', { type: 'zip' }, /type: must be docker/],
    [
      'an entry of no kind',
      { exposes: [{ ftp: '/x' }] },
      /exposes\[0\]: must be an entry of exactly one kind: api, pages, files, grpc, events/,
    ],
    ['an entry of two kinds', { exposes: [{ grpc: 'a.B', events: [] }] }, /exposes\[0\]: is grpc and events at once/],
    ['an entry that is a word', { exposes: ['/api/v1/x'] }, /exposes\[0\]: must be an entry of exactly one kind/],
    [
      'an unknown key of an entry',
      { exposes: [{ api: '/api/v1/x', access: 'mixed', cors: 1 }] },
      /exposes\[0\]: unknown key "cors"/,
    ],
    [
      'a path with a slash at its end',
      { exposes: [{ api: '/api/v1/x/', access: 'mixed' }] },
      /exposes\[0\]\.api: must be a path below \/api\//,
    ],
    ['an api outside /api', { exposes: [{ api: '/x', access: 'mixed' }] }, /must be a path below \/api\//],
    [
      'no access',
      { exposes: [{ api: '/api/v1/x' }] },
      /exposes\[0\]\.access: must say who may call: public, signed-in, mixed/,
    ],
    [
      'a limit without a time',
      { exposes: [{ api: '/api/v1/x', access: 'mixed', limit: '100' }] },
      /limit: must be a number of requests in a time/,
    ],
    ['a size without a unit', { exposes: [{ api: '/api/v1/x', access: 'mixed', body: 5 }] }, /exposes\[0\]\.body: /],
    ['another database', { requires: [{ database: 'mysql' }] }, /requires\[0\]\.database: must be postgres/],
    [
      'an event without a dot',
      { consumes: [{ events: ['created'] }] },
      /consumes\[0\]\.events\[0\]: must be the name of an event/,
    ],
    ['a gRPC package', { exposes: [{ grpc: 'quark.user.v1' }] }, /must be the full name of a protobuf service/],
    [
      'a setting in lower case',
      { env: { required: ['poll_max'] } },
      /env\.required\[0\]: must be the name of an environment variable/,
    ],
    [
      'more at least than at most',
      { deploy: { replicas: { min: 3, max: 2 }, cpu: '1', memory: '1Gi' } },
      /deploy\.replicas: min must not be more than max/,
    ],
    ['a share of more than one', { slo: { read_p95_ms: 1, write_p95_ms: 1, error_rate: 2 } }, /slo\.error_rate/],
    [
      'another name than the folder',
      { name: 'quiz-service' },
      /name: is quiz-service, but the folder is services\/poll-service/,
    ],
  ])('names the key and the cure for %s', (_, changes, message) => {
    const problems = wrong(changes)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(message)
    expect(problems[0]).toMatch(/^services\/poll-service\/module-manifest\.yaml/)
  })

  it('is told with every problem at once, each with its line', () => {
    const text = ['name: poll-service', 'version: one', 'type: zip'].join('\n')

    const problems = problemsOf(aProject({ 'poll-service': text }))

    expect(problems).toContainEqual(expect.stringContaining('module-manifest.yaml:2: version: must be'))
    expect(problems).toContainEqual(expect.stringContaining('module-manifest.yaml:3: type: must be docker'))
    expect(problems).toContainEqual(expect.stringContaining('module-manifest.yaml: http: must be'))
  })

  it('is told where it is no YAML', () => {
    expect(problemsOf(aProject({ web: 'name: web\n\tversion: 1' }))[0]).toMatch(
      /^services\/web\/module-manifest\.yaml:2: is not YAML: /,
    )
  })

  it('does not blame its neighbours', () => {
    const root = aProject({
      'poll-service': manifestOf('poll-service', { version: 'one', exposes: [{ events: ['poll.created'] }] }),
      'quiz-service': manifestOf('quiz-service', { consumes: [{ events: ['poll.created'] }] }),
    })
    expect(problemsOf(root)).toEqual([expect.stringContaining('poll-service')])
  })
})
