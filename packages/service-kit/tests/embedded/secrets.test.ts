import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { Secrets } from '../../src/embedded/secrets.js'
import { tempFolder } from './temp-folder.js'

it('makes secrets once, for the eyes of their owner alone', () => {
  const path = join(tempFolder(), 'secrets.json')
  const made = Secrets.open(path)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(new Set([made.postgresPassword, ...Object.values(made.forPlatform({}))]).size).toBe(4)
  expect(made.postgresPassword).toMatch(/^[\w-]{43}$/)

  chmodSync(path, 0o644)
  const read = Secrets.open(path)
  expect(read.forPlatform({})).toEqual(made.forPlatform({}))
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

it('prefers what the environment gives', () => {
  const secrets = Secrets.open(join(tempFolder(), 'secrets.json'))
  const stored = secrets.forPlatform({})
  const env = { QUARK_INTERNAL_KEY: 'internal', SECRET_KEY: '', SESSION_SECRET: 'session' }
  expect(secrets.forPlatform(env)).toEqual({ ...stored, internalKey: 'internal', sessionSecret: 'session' })
})

it('shows none of them when printed', () => {
  const secrets = Secrets.open(join(tempFolder(), 'secrets.json'))
  const printed = `${inspect({ secrets }, { depth: 9, showHidden: true })}${JSON.stringify({ secrets })}`
  expect(printed).not.toContain(secrets.postgresPassword)
})

it('does not replace secrets it cannot read', () => {
  const path = join(tempFolder(), 'secrets.json')
  writeFileSync(path, '{"postgresPassword":""}')
  expect(() => Secrets.open(path)).toThrow(/secrets.json is damaged: put it back from a backup/)
  expect(readFileSync(path, 'utf8')).toBe('{"postgresPassword":""}')
})
