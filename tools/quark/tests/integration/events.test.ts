import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import type { EventLog, StoredEvent } from '@quark/service-kit'
import { aFolder, aStoredEvent, startEmbeddedBroker, startNatsBroker, type TestBroker, until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

const CLI = resolve(import.meta.dirname, '../../dist/main.js')
const nats = inject('natsServer')

/** Runs `quark events ...` to its end, as a person or a script would. */
async function events(args: string[], env: Readonly<Record<string, string>>) {
  const clean = { PATH: process.env.PATH, NO_COLOR: '1', ...env }
  return promisify(execFile)(process.execPath, [CLI, 'events', ...args], { env: clean }).then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  )
}

const anEvent = (type: string, data: object = {}): StoredEvent => aStoredEvent({ type, data })

function commands(startBroker: () => Promise<TestBroker>): void {
  let broker: TestBroker
  let log: EventLog
  const handled: string[] = []
  let cured = false
  beforeAll(async () => {
    broker = await startBroker()
    log = await broker.open()
    await log.subscribe({
      consumer: 'blog-service',
      events: [{ type: 'note.written', stream: 'posts' }],
      handle: async ({ id, data }, { replayed }) => {
        if ((data as { poison?: boolean }).poison && !cured) throw new Error('no such note')
        handled.push(replayed ? `again ${id}` : id)
      },
    })
  })
  afterAll(async () => {
    await log?.close()
    await broker?.stop()
  })

  it('tail shows what is stored, with the ids in it', async () => {
    const event = anEvent('note.shown', { noteId: 'n-1', text: 'long' })
    const env = { PATH: process.env.PATH, NO_COLOR: '1', ...broker.env }
    const child: ChildProcess = spawn(process.execPath, [CLI, 'events', 'tail', '--type', 'note.shown'], { env })
    let [out, err] = ['', '']
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString()
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      err += chunk.toString()
    })
    await until('the command to wait', () => err.includes('Waiting for events'))
    await log.publish([anEvent('note.hidden'), event])
    await until('the event', () => out.includes(event.envelope.id))
    const ended = once(child, 'exit')
    child.kill('SIGINT')
    expect((await ended)[0]).toBe(0)
    expect(out).toMatch(/posts +note\.shown +\S+ +noteId=n-1\n$/)
    expect(out).not.toContain('note.hidden')
  })

  it('dlq lists, shows, hands over again and forgets', async () => {
    const [poison, hopeless] = [anEvent('note.written', { poison: true }), anEvent('note.written', { poison: true })]
    await log.publish([poison, hopeless])
    await until('the dead letters', async () => (await log.deadLetters()).length === 2)

    const list = await events(['dlq', 'list'], broker.env)
    expect(list.stdout).toContain(poison.envelope.id)
    expect(list.stdout).toContain('no such note')
    const lag = JSON.parse((await events(['lag', '--json'], broker.env)).stdout) as object[]
    expect(lag).toMatchObject([{ consumer: 'blog-service', stream: 'posts', waiting: 0, deadLetters: 2 }])
    const shown = JSON.parse((await events(['dlq', 'show', poison.envelope.id], broker.env)).stdout) as object[]
    expect(shown).toMatchObject([{ envelope: poison.envelope, tries: 5 }])

    const vague = await events(['dlq', 'drop', '0'], broker.env)
    expect(vague).toMatchObject({ code: 1, stderr: expect.stringContaining('write more of it') })
    expect((await events(['dlq', 'drop', hopeless.envelope.id], broker.env)).stdout).toBe('Forgotten: 1.\n')
    cured = true
    const both = await events(['dlq', 'drop', poison.envelope.id, '--all'], broker.env)
    expect(both).toMatchObject({ code: 1, stderr: expect.stringContaining('not both') })
    const stranger = await events(['dlq', 'list', '--consumer', 'blog'], broker.env)
    expect(stranger).toMatchObject({ code: 1, stderr: expect.stringContaining('There are: blog-service.') })
    const redriven = await events(['dlq', 'redrive', '--all', '--json'], broker.env)
    expect(JSON.parse(redriven.stdout)).toMatchObject([
      { consumer: 'blog-service', envelope: { id: poison.envelope.id } },
    ])
    await until('the cured event', () => handled.includes(poison.envelope.id))
    await until('no dead letter', async () => (await log.deadLetters()).length === 0)
    expect((await events(['dlq', 'list'], broker.env)).stdout).toBe('There are no dead letters.\n')
  })

  it('replay asks first, names who there is, and has the module read again', async () => {
    const event = anEvent('note.written')
    await log.publish([event])
    await until('the event', () => handled.includes(event.envelope.id))
    await until('nobody to be behind', async () => (await log.lag()).every(({ waiting }) => waiting === 0))

    const slip = await events(['replay', '--consumer', 'blog'], broker.env)
    expect(slip.stderr).toContain('There are: blog-service.')
    const unasked = await events(['replay', '--consumer', 'blog-service'], broker.env)
    expect(unasked).toMatchObject({ code: 1, stderr: expect.stringContaining('--yes') })
    const nobody = await events(['replay', '--consumer', 'blog', '--yes'], broker.env)
    expect(nobody).toMatchObject({ code: 1, stderr: expect.stringContaining('There are: blog-service.') })
    expect((await events(['replay', '--consumer', 'blog-service', '--yes'], broker.env)).code).toBe(0)
    await until('the event again', () => handled.includes(`again ${event.envelope.id}`))
  })
}

// Each command is a process that loads all of the program: seconds on a busy machine.
const PATIENT = { timeout: 180_000 }
describe('quark events with the embedded log', PATIENT, () => commands(startEmbeddedBroker))
describe.skipIf(!('path' in nats))('quark events with NATS', PATIENT, () =>
  commands(() => startNatsBroker('path' in nats ? nats.path : '')),
)

describe('quark events without a Quark', () => {
  it('says that none runs, and what to do', async () => {
    const answer = await events(['lag', '--data', aFolder()], {})
    expect(answer).toMatchObject({ code: 1, stderr: expect.stringContaining('Start it with npm start') })
  })

  it('says which time it does not understand', async () => {
    const answer = await events(['tail', '--since', 'yesterday'], {})
    expect(answer).toMatchObject({ code: 1, stderr: expect.stringContaining('--since yesterday is no time') })
  })

  it('says so when the server cannot be reached, and keeps the password to itself', async () => {
    const answer = await events(['lag'], { DATABASE_URL: 'postgres://quark:secret@127.0.0.1:1/x' })
    expect(answer).toMatchObject({ code: 1, stderr: expect.stringMatching(/^The PostgreSQL at 127\.0\.0\.1:1 cannot/) })
    expect(answer.stderr).not.toContain('secret')
  })

  it('says who emits events when asked for a module that does not', async () => {
    const answer = await events(['republish', '--module', 'web'], { DATABASE_URL: 'postgres://127.0.0.1:1/x' })
    expect(answer).toMatchObject({ code: 1, stderr: expect.stringContaining('web emits no events') })
  })
})
