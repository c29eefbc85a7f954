import { chmodSync, chownSync, cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { EmbeddedPostgres } from '../../src/embedded/embedded-postgres.js'
import { installedPackage, PostgresBinaries } from '../../src/embedded/postgres-binaries.js'
import { postgresHome } from '../../src/embedded/postgres-home.js'
import { canBecome, runAs } from './as-user.js'
import { query, serverFolder, startServer } from './servers.js'
import { tempFolder } from './temp-folder.js'

const isRoot = process.getuid?.() === 0
const nobody = { uid: 65_534, gid: 65_534 }
const nameless = { uid: 54_321, gid: 54_321 }

describe('PostgreSQL started by root', () => {
  it.runIf(isRoot)('runs as an unprivileged user who owns its files', async () => {
    const folder = serverFolder()
    await startServer(folder)

    const { uid, mode } = statSync(join(folder, 'data'))
    expect(uid).not.toBe(0)
    expect(mode & 0o077).toBe(0)
    const { pid } = EmbeddedPostgres.running(folder) ?? {}
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(new RegExp(`^Uid:\\s+${uid}\\s`, 'm'))
  })

  it.runIf(isRoot)('keeps its files where that user can get when the data folder is out of reach', async () => {
    const closed = tempFolder()
    chmodSync(closed, 0o700)
    const folder = join(closed, 'postgres')
    const location = () => readFileSync(join(folder, 'location'), 'utf8').trim()
    onTestFinished(() => rmSync(location(), { recursive: true }))
    const first = await startServer(folder)
    const home = location()
    await query(first.url, 'create table note (text text)')
    await first.stop()

    expect(home).toMatch(/^\/var\/lib\/quark\/[0-9a-f]{12}$/)
    expect(postgresHome(folder, nobody)).toBe(home)
    const second = await startServer(folder)
    expect(await query(second.url, 'select * from note')).toEqual([])
  })

  it.runIf(isRoot)('copies the programs when that user cannot read them', async () => {
    const closed = tempFolder()
    const reachable = tempFolder()
    const original = join(closed, 'package')
    cpSync(installedPackage(), original, { recursive: true, verbatimSymlinks: true })
    chmodSync(original, 0o700)

    const path = (await PostgresBinaries.find(reachable, nobody, original)).path('initdb')
    expect(path.startsWith(reachable)).toBe(true)
    expect(existsSync(path)).toBe(true)
  })
})

it('does not start anew when the files that were kept elsewhere are gone', async () => {
  const folder = tempFolder()
  writeFileSync(join(folder, 'location'), join(folder, 'gone'))
  await expect(EmbeddedPostgres.start({ folder, password: 'secret' })).rejects.toThrow(/was in .*gone .* which is gone/)
})

describe.each([
  ['an ordinary user', nobody],
  ['a user without a name', nameless],
])('PostgreSQL started by %s', (_, user) => {
  it.runIf(canBecome(user))('starts, is adopted and stops', async () => {
    const folder = tempFolder()
    chownSync(folder, user.uid, user.gid)
    const start = `const server = await quark.EmbeddedPostgres.start({ folder: ${JSON.stringify(join(folder, 'postgres'))}, password: 'secret' })`

    expect(await runAs(user, `${start}\nconsole.log(server.adopted)`)).toBe('false')
    expect(await runAs(user, `${start}\nconsole.log(server.adopted)\nawait server.stop()`)).toBe('true')
    expect(statSync(join(folder, 'postgres', 'data')).uid).toBe(user.uid)
    expect(EmbeddedPostgres.running(join(folder, 'postgres'))).toBeUndefined()
  })
})
