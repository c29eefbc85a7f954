import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { EmbeddedPostgres } from '../../src/embedded/embedded-postgres.js'
import { isRunning } from '../../src/embedded/running-process.js'
import { killHard, PASSWORD, query, serverFolder, startServer } from './servers.js'

describe('the embedded PostgreSQL', () => {
  it('is there at once, with a password, on this machine only, and the same everywhere', async () => {
    const server = await startServer(serverFolder())

    const [facts] = await query(
      server.url,
      `select current_setting('listen_addresses') as listens, current_setting('unix_socket_directories') as sockets,
        current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits, lower('ПРИВЕТ Ё') as lower,
        to_tsvector('russian', 'кандидаты')::text as stem, current_setting('server_version_num')::int / 10000 as major`,
    )
    expect(facts).toEqual({
      listens: '127.0.0.1',
      sockets: '',
      fsync: 'on',
      commits: 'on',
      lower: 'привет ё',
      stem: "'кандидат':1",
      major: 18,
    })
    await expect(query(server.url.replace(encodeURIComponent(PASSWORD), 'guess'), 'select 1')).rejects.toMatchObject({
      code: '28P01',
    })
  })

  it('gives up durability only when asked to', async () => {
    const server = await startServer(serverFolder(), { mode: 'test' })
    expect(await query(server.url, 'show fsync')).toEqual([{ fsync: 'off' }])
  })

  it('stops, and starts again on the same port with what it had', async () => {
    const folder = serverFolder()
    const first = await startServer(folder)
    await query(first.url, 'create table note (text text); ')
    await query(first.url, "insert into note values ('kept')")
    await first.stop()
    expect(EmbeddedPostgres.running(folder)).toBeUndefined()

    const second = await startServer(folder)
    expect(second).toMatchObject({ adopted: false, port: first.port })
    expect(await query(second.url, 'select text from note')).toEqual([{ text: 'kept' }])
  })

  it('has every committed row after the server was killed', async () => {
    const folder = serverFolder()
    const first = await startServer(folder)
    await query(first.url, 'create table note (n int)')
    await query(first.url, 'insert into note select generate_series(1, 1000)')
    await killHard(EmbeddedPostgres.running(folder)?.pid ?? 0)

    const second = await startServer(folder)
    expect(second.adopted).toBe(false)
    expect(await query(second.url, 'select count(*)::int as rows from note')).toEqual([{ rows: 1000 }])
  })

  it('adopts the server that an earlier process left running', async () => {
    const folder = serverFolder()
    const orphaned = await startServer(folder)
    const pid = EmbeddedPostgres.running(folder)?.pid

    const adopted = await startServer(folder)
    expect(adopted).toMatchObject({ adopted: true, port: orphaned.port, url: orphaned.url })
    expect(EmbeddedPostgres.running(folder)?.pid).toBe(pid)
    await adopted.stop()
    expect(isRunning(pid ?? 0)).toBe(false)
  })

  it('moves to another port when somebody has taken its own', async () => {
    const folder = serverFolder()
    const first = await startServer(folder)
    await first.stop()
    const squatter = createServer().listen(first.port, '127.0.0.1')
    onTestFinished(() => void squatter.close())

    const second = await startServer(folder)
    expect(second.port).not.toBe(first.port)
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('starts although another program has got the process id of the dead server', async () => {
    const folder = serverFolder()
    await startServer(folder)
    await killHard(EmbeddedPostgres.running(folder)?.pid ?? 0)
    const file = join(folder, 'data', 'postmaster.pid')
    const { uid, gid } = statSync(file)
    const other = spawn('sleep', ['60'], process.getuid?.() === 0 ? { uid, gid } : {})
    onTestFinished(() => void other.kill())
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(other.pid)))

    expect((await startServer(folder)).adopted).toBe(false)
    expect(isRunning(other.pid ?? 0)).toBe(true)
  })

  it('makes its files anew when making them was broken off', async () => {
    const folder = serverFolder()
    mkdirSync(join(folder, 'data.new'), { recursive: true })
    writeFileSync(join(folder, 'data.new', 'PG_VERSION'), '18\n')

    await startServer(folder)
    expect(existsSync(join(folder, 'data.new'))).toBe(false)
  })

  it('says which password is wrong, and leaves no server behind', async () => {
    const folder = serverFolder()
    await (await startServer(folder)).stop()

    await expect(EmbeddedPostgres.start({ folder, password: 'another' })).rejects.toThrow(
      /refuses the password in secrets/,
    )
    expect(EmbeddedPostgres.running(folder)).toBeUndefined()
  })

  it('refuses the data of another major version', async () => {
    const folder = serverFolder()
    mkdirSync(join(folder, 'data'), { recursive: true })
    writeFileSync(join(folder, 'data', 'PG_VERSION'), '17\n')

    await expect(EmbeddedPostgres.start({ folder, password: PASSWORD })).rejects.toThrow(
      /holds data of PostgreSQL 17, and this Quark brings 18/,
    )
  })
})
