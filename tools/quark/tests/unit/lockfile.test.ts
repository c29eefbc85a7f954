import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { aFolder } from '@quark/testing'
import { describe, expect, it } from 'vitest'
import { lockedVersions, lockWorkspace } from '../../src/new/lockfile.js'

const lock = {
  name: 'quark',
  lockfileVersion: 3,
  packages: {
    '': { name: 'quark' },
    'node_modules/@quark/web': { resolved: 'services/web', link: true },
    'node_modules/zod': { version: '4.6.7' },
    'services/web': { name: '@quark/web', version: '0.1.0' },
  },
}
const poll = {
  name: '@quark/poll-service',
  version: '0.1.0',
  private: true,
  license: 'Apache-2.0',
  dependencies: { zod: '4.6.7' },
}
const aRepository = (): string =>
  aFolder({
    'package-lock.json': `${JSON.stringify(lock, null, 2)}\n`,
    'services/poll-service/package.json': JSON.stringify(poll),
  })

describe('the lockfile', () => {
  it('knows the versions of packages and of workspaces', () => {
    const versionOf = lockedVersions(aRepository())
    expect(versionOf('zod')).toBe('4.6.7')
    expect(versionOf('@quark/web')).toBe('0.1.0')
    expect(() => versionOf('kysely')).toThrow('kysely is not in package-lock.json')
  })

  it('takes a new workspace in where npm would write it, and changes nothing else', () => {
    const root = aRepository()

    lockWorkspace(root, 'services/poll-service')

    const after = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
    expect(Object.keys(after.packages)).toEqual([
      '',
      'node_modules/@quark/poll-service',
      'node_modules/@quark/web',
      'node_modules/zod',
      'services/poll-service',
      'services/web',
    ])
    const { 'node_modules/@quark/poll-service': link, 'services/poll-service': entry, ...rest } = after.packages
    expect(link).toEqual({ resolved: 'services/poll-service', link: true })
    expect(entry).toEqual({ ...poll, private: undefined })
    expect(rest).toEqual(lock.packages)
  })
})
