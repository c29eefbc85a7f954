import { resolve } from 'node:path'
import { aFolder } from '@quark/testing'
import { describe, expect, it } from 'vitest'
import { brokenImports } from './cruise.js'

const root = resolve(import.meta.dirname, '..', '..')

describe('imports', () => {
  it('keep the rules of the house', { timeout: 60_000 }, async () => {
    expect(await brokenImports(root)).toEqual([])
  })
})

describe('the rules of the house', () => {
  /** A feature as it should be; each breach below adds one line to one of its files. */
  const POLL = 'services/poll-service/src'
  const sound: Record<string, string> = {
    [`${POLL}/polls/polls.controller.ts`]: "import './polls.service.js'\nimport './polls.schema.js'",
    [`${POLL}/polls/polls.consumer.ts`]: "import './polls.service.js'",
    [`${POLL}/polls/polls.rpc.ts`]: "import './polls.service.js'\nimport '@connectrpc/connect'",
    [`${POLL}/polls/polls.service.ts`]:
      "import './polls.repository.js'\nimport './polls.client.js'\nimport './polls.rules.js'\nimport '../votes/votes.service.js'",
    [`${POLL}/polls/polls.repository.ts`]: "import 'kysely'\nimport './polls.rules.js'\nimport '../db/schema.js'",
    [`${POLL}/polls/polls.client.ts`]: "import 'undici'",
    [`${POLL}/polls/polls.rules.ts`]: '',
    [`${POLL}/polls/polls.schema.ts`]: "import './polls.rules.js'",
    [`${POLL}/polls/polls.module.ts`]: "import './polls.controller.js'\nimport './polls.repository.js'",
    [`${POLL}/votes/votes.service.ts`]: '',
    [`${POLL}/db/schema.ts`]: "import type {} from 'kysely'",
    'services/quiz-service/src/quizzes/quizzes.rules.ts': '',
    'packages/manifest/src/index.ts': '',
    'packages/service-kit/src/index.ts': '',
    'packages/testing/src/index.ts': '',
  }

  it('let types come from where values may not', async () => {
    const types = {
      [`${POLL}/polls/polls.controller.ts`]: "import type { A } from './polls.rules.js'",
      [`${POLL}/polls/polls.repository.ts`]: "import type { A } from './polls.schema.js'",
      [`${POLL}/votes/votes.service.ts`]: "import type { A } from '../db/schema.js'",
    }
    expect(await brokenImports(aFolder({ ...sound, ...types }))).toEqual([])
  })

  it('let a sound module be', async () => {
    expect(await brokenImports(aFolder(sound))).toEqual([])
  })

  it.each([
    ['a repository in a controller', 'polls/polls.controller.ts', './polls.repository.js', 'controller-imports'],
    ['rules in a controller', 'polls/polls.controller.ts', './polls.rules.js', 'controller-imports'],
    ['a repository in a consumer', 'polls/polls.consumer.ts', './polls.repository.js', 'consumer-imports'],
    ['tables in an rpc', 'polls/polls.rpc.ts', '../db/schema.js', 'rpc-imports'],
    ['a controller in a service', 'votes/votes.service.ts', '../polls/polls.controller.js', 'service-imports'],
    ['tables in a service', 'polls/polls.service.ts', '../db/schema.js', 'service-imports'],
    ['a service in a repository', 'polls/polls.repository.ts', '../votes/votes.service.js', 'repository-imports'],
    ['a shape of the API in a repository', 'polls/polls.repository.ts', './polls.schema.js', 'repository-imports'],
    ['a repository in a client', 'polls/polls.client.ts', './polls.repository.js', 'client-imports'],
    ['a repository in rules', 'polls/polls.rules.ts', '../votes/votes.service.js', 'rules-imports'],
    ['a service in a schema', 'polls/polls.schema.ts', '../votes/votes.service.js', 'schema-imports'],
    ['a feature in db/', 'db/schema.ts', '../polls/polls.rules.js', 'db-imports'],
    ['another module', 'polls/polls.rules.ts', '../../../quiz-service/src/quizzes/quizzes.rules.js', 'no-other-module'],
    [
      'the sources of a package',
      'polls/polls.rules.ts',
      '../../../../packages/manifest/src/index.js',
      'packages-by-their-name',
    ],
    ['Kysely in a service', 'polls/polls.service.ts', 'kysely', 'kysely-only-in-repositories'],
    ['an SDK in a service', 'polls/polls.service.ts', '@connectrpc/connect-node', 'calls-only-in-clients'],
    [
      'gRPC messages in a service',
      'polls/polls.service.ts',
      '@quark/contracts/rpc/user/v1/user_pb',
      'rpc-contracts-only-at-the-border',
    ],
    ['test code', 'polls/polls.rules.ts', 'vitest', 'no-test-code'],
    ['a cycle', 'polls/polls.rules.ts', './polls.rules.js', 'no-cycles'],
  ])('catch %s', async (_, file, imported, rule) => {
    const path = `${POLL}/${file}`
    const broken = await brokenImports(aFolder({ ...sound, [path]: `${sound[path]}\nimport '${imported}'` }))
    expect(broken).toContainEqual(expect.stringContaining(`${rule}: ${path} -> `))
  })

  it.each([
    [
      'a type from a repository in a controller',
      `${POLL}/polls/polls.controller.ts`,
      "import type { A } from './polls.repository.js'",
      'controller-types',
    ],
    [
      'a module in a package',
      'packages/service-kit/src/index.ts',
      "import '../../../services/quiz-service/src/quizzes/quizzes.rules.js'",
      'packages-know-no-module',
    ],
    [
      'the kit in the manifest',
      'packages/manifest/src/index.ts',
      "import '../../service-kit/src/index.js'",
      'manifest-and-contracts-stand-alone',
    ],
    [
      'the test package in the kit',
      'packages/service-kit/src/index.ts',
      "import '../../testing/src/index.js'",
      'no-test-code',
    ],
  ])('catch %s', async (_, path, line, rule) => {
    const broken = await brokenImports(aFolder({ ...sound, [path]: `${sound[path]}\n${line}` }))
    expect(broken).toContainEqual(expect.stringContaining(`${rule}: ${path} -> `))
  })

  it('catch a cycle through several files', async () => {
    const cycle = {
      [`${POLL}/votes/votes.service.ts`]: "import '../polls/polls.service.js'",
    }
    expect(await brokenImports(aFolder({ ...sound, ...cycle }))).toContainEqual(expect.stringMatching(/^no-cycles: /))
  })
})
