import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { EmbeddedPostgres, freePort, isRunning } from '@quark/service-kit/embedded'
import postgres from 'postgres'
import { describe, expect, it, onTestFinished } from 'vitest'
import { dataFolder, QuarkProcess, startUp, until } from './quark-process.js'

/** Runs a statement on the embedded PostgreSQL of a data folder. */
async function query(folder: string, statement: string): Promise<unknown[]> {
  const { postgresPassword } = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8'))
  const { port } = EmbeddedPostgres.running(join(folder, 'postgres')) ?? {}
  const sql = postgres(`postgres://quark:${postgresPassword}@127.0.0.1:${port}/postgres`, { max: 1 })
  try {
    return [...(await sql.unsafe(statement))]
  } finally {
    await sql.end()
  }
}

const databaseRuns = (folder: string) => EmbeddedPostgres.running(join(folder, 'postgres')) !== undefined

describe('quark up', () => {
  it('shows the steps of a first start, answers, and stops everything when told to', async () => {
    const folder = dataFolder()
    const quark = await startUp(folder)
    expect(quark.stdout).toMatch(/First start[\s\S]* s {2}PostgreSQL: creating[\s\S]* s {2}migrations/)
    expect((await fetch(`${quark.url}/ready`)).status).toBe(200)

    quark.kill('SIGTERM')
    expect(await quark.ended).toBe(0)
    expect(quark.stdout).toMatch(/Stopping: [\s\S]*Stopped\.\n$/)
    expect(quark.stderr).toBe('')
    expect(databaseRuns(folder)).toBe(false)
    expect(existsSync(join(folder, 'lock'))).toBe(false)
  })

  it('keeps the modules’ own ports to this machine, whatever address the gateway listens on', async () => {
    const quark = await startUp(dataFolder(), ['--host', '0.0.0.0'])
    expect((await fetch(`${quark.url}/health`)).status).toBe(200)
    // Another address of the same machine: it would answer if the port were open on all of them.
    await expect(fetch(`http://127.0.0.2:${quark.port}/health`)).rejects.toThrow()
  })

  it('takes the signals of one Ctrl-C, from terminal, npm and launcher, for one', async () => {
    const folder = dataFolder()
    const quark = await startUp(folder)
    for (const signal of ['SIGINT', 'SIGINT', 'SIGTERM'] as const) quark.kill(signal)
    expect(await quark.ended).toBe(0)
    expect(quark.stdout).toMatch(/Stopped\.\n$/)
  })

  it('lives on, and stops cleanly, when nobody reads what it says any more', async () => {
    const folder = dataFolder()
    const quark = await startUp(folder)
    quark.stopReading()
    expect((await fetch(`${quark.url}/ready`)).status).toBe(200)

    quark.kill('SIGTERM')
    expect(await quark.ended).toBe(0)
    expect(databaseRuns(folder)).toBe(false)
  })

  it('stops at once at a second Ctrl-C', async () => {
    const quark = await startUp(dataFolder())
    // A request that never ends, which the draining waits for.
    const slow = connect(quark.port, '127.0.0.1', () => slow.write('GET / HTTP/1.1\r\nHost: x\r\n'))
    onTestFinished(() => void slow.on('error', () => {}).destroy())
    await until(() => slow.bytesWritten > 0 && !slow.connecting)

    quark.kill('SIGINT')
    await quark.said('Stopping')
    const told = Date.now()
    await until(() => Date.now() - told > 600)
    quark.kill('SIGINT')
    expect(await quark.ended).toBe(130)
    expect(Date.now() - told).toBeLessThan(5_000)
  })

  it('stops cleanly when told to in the middle of its start', async () => {
    const folder = dataFolder()
    const quark = new QuarkProcess(['up', '--data', folder, '--only', 'user-service'], {
      QUARK_PORT_OFFSET: String((await freePort()) - 3002),
    })
    await quark.said('First start')
    quark.kill('SIGINT')
    expect(await quark.ended).toBe(0)
    expect(databaseRuns(folder)).toBe(false)
  })

  it('has every acknowledged row after it was killed, and takes over the PostgreSQL it left behind', async () => {
    const folder = dataFolder()
    const first = await startUp(folder)
    await query(folder, 'create table note (n int)')
    await query(folder, 'insert into note select generate_series(1, 500)')
    first.kill('SIGKILL')
    await first.ended
    expect(databaseRuns(folder)).toBe(true)

    const second = await startUp(folder)
    expect(second.stdout).toContain('taking over the server an earlier run left behind')
    expect(await query(folder, 'select count(*)::int as rows from note')).toEqual([{ rows: 500 }])

    const server = EmbeddedPostgres.running(join(folder, 'postgres'))
    second.kill('SIGKILL')
    process.kill(server?.pid ?? 0, 'SIGKILL')
    await second.ended
    await startUp(folder)
    expect(await query(folder, 'select count(*)::int as rows from note')).toEqual([{ rows: 500 }])
  })

  it('uses the server that DATABASE_URL names, and starts none', async () => {
    const folder = dataFolder()
    const other = dataFolder()
    mkdirSync(other, { recursive: true, mode: 0o711 })
    const server = await EmbeddedPostgres.start({ folder: join(other, 'postgres'), password: 'other', mode: 'test' })
    onTestFinished(() => server.stop())

    const quark = await startUp(folder, [], { DATABASE_URL: server.url })
    expect((await fetch(`${quark.url}/ready`)).status).toBe(200)
    expect(existsSync(join(folder, 'postgres'))).toBe(false)
    quark.kill('SIGTERM')
    expect(await quark.ended).toBe(0)
    expect(databaseRuns(other)).toBe(true)
  })
})

describe('quark up --separate', () => {
  it('runs each module in a process of its own and marks their lines', async () => {
    const quark = await startUp(dataFolder(), ['--separate'], { LOG_LEVEL: 'info' })
    expect(quark.children()).toHaveLength(1)
    expect(quark.stdout).toMatch(/\[user-service\].* listens on /)
    expect((await fetch(`${quark.url}/ready`)).status).toBe(200)

    quark.kill('SIGTERM')
    expect(await quark.ended).toBe(0)
    await expect(fetch(quark.url)).rejects.toThrow()
  })

  it('ends, and names it, when one of them dies', async () => {
    const folder = dataFolder()
    const quark = await startUp(folder, ['--separate'])
    process.kill(quark.children()[0] ?? 0, 'SIGKILL')
    expect(await quark.ended).toBe(1)
    expect(quark.stderr).toMatch(/^user-service ended with SIGKILL: stopping the others\.\n$/)
    expect(databaseRuns(folder)).toBe(false)
  })

  it('leaves no module behind when it is killed itself', async () => {
    const quark = await startUp(dataFolder(), ['--separate'])
    const [child = 0] = quark.children()
    quark.kill('SIGKILL')
    await quark.ended
    await until(() => !isRunning(child))
  })

  it('names the module whose port is taken', async () => {
    const squatter = createServer().listen(await freePort(), '127.0.0.1')
    onTestFinished(() => void squatter.close())
    await until(() => squatter.listening)
    const { port } = squatter.address() as { port: number }
    const quark = new QuarkProcess(['up', '--data', dataFolder(), '--only', 'user-service', '--separate'], {
      QUARK_PORT_OFFSET: String(port - 3002),
    })
    expect(await quark.ended).toBe(1)
    expect(quark.stderr).toMatch(new RegExp(`^Port ${port} of user-service is taken .*QUARK_PORT_OFFSET=100\\.\n$`))
  })
})

describe('quark up says in one line, and with code 1, that', () => {
  async function refusal(args: string[], env: Record<string, string> = {}): Promise<string> {
    const quark = new QuarkProcess(['up', ...args], env)
    expect(await quark.ended).toBe(1)
    expect(quark.stderr.trimEnd().split('\n')).toHaveLength(1)
    return quark.stderr
  }

  it('the port is taken', async () => {
    const squatter = createServer().listen(await freePort(), '127.0.0.1')
    onTestFinished(() => void squatter.close())
    await until(() => squatter.listening)
    const { port } = squatter.address() as { port: number }
    const folder = dataFolder()

    expect(await refusal(['--data', folder, '--port', String(port)])).toBe(
      `Port ${port} is taken by another program: stop that one, or choose another port, as in "npm start -- --port ${port + 1}".\n`,
    )
    expect(databaseRuns(folder)).toBe(false)
    expect(existsSync(join(folder, 'lock'))).toBe(false)
  })

  it.each([
    ['is read-only', (folder: string) => chmodSync(folder, 0o555), 'cannot be written to'],
    ['is of somebody else', (folder: string) => writeFileSync(join(folder, 'a'), ''), 'is not a data folder of Quark'],
    [
      'is of a newer Quark',
      (folder: string) => writeFileSync(join(folder, 'quark.json'), '{"app":"quark","format":99,"createdAt":""}'),
      'was written by a newer Quark (format 99',
    ],
  ])('the data folder %s', async (_, spoil, words) => {
    const folder = dataFolder()
    mkdirSync(folder)
    spoil(folder)
    expect(await refusal(['--data', folder])).toContain(words)
  })

  it('another Quark runs on the data folder', async () => {
    const folder = dataFolder()
    const quark = await startUp(folder)
    expect(await refusal(['--data', folder])).toContain(`in use by a running Quark (process ${quark.pid}`)
  })

  it('there is no such module', async () => {
    expect(await refusal(['--data', dataFolder(), '--only', 'poll-service'])).toMatch(
      /no module "poll-service".*blog-service/,
    )
  })

  it('DATABASE_URL leads nowhere, without the password', async () => {
    const port = await freePort()
    const words = await refusal(['--data', dataFolder()], { DATABASE_URL: `postgres://quark:hush@127.0.0.1:${port}/x` })
    expect(words).toMatch(`cannot connect to 127.0.0.1:${port}`)
    expect(words).not.toContain('hush')
  })
})
