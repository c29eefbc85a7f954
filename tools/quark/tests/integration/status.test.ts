import { expect, it } from 'vitest'
import { dataFolder, QuarkProcess, startUp } from './quark-process.js'

it('says whether Quark runs, where, and how its modules are', async () => {
  const folder = dataFolder()
  const status = async (...args: string[]) => {
    const quark = new QuarkProcess(['status', '--data', folder, ...args], { QUARK_PORT_OFFSET: offset })
    return { code: await quark.ended, text: quark.stdout }
  }
  let offset = '0'
  expect(await status()).toMatchObject({ code: 1, text: expect.stringContaining('does not run') })

  const up = await startUp(folder)
  offset = String(up.port - 3002)
  const { code, text } = await status('--json')
  expect(code).toBe(0)
  const answer = JSON.parse(text)
  expect(answer).toMatchObject({
    running: true,
    pid: up.pid,
    postgres: { running: true },
    dataFolder: { path: folder },
  })
  expect(answer.modules).toContainEqual({ name: 'user-service', health: 'ok' })
  expect(answer.dataFolder.bytes).toBeGreaterThan(10_000_000)
  expect((await status()).text).toMatch(/runs.*[\s\S]*ok +user-service/)

  up.kill('SIGTERM')
  await up.ended
  expect(await status('--json')).toMatchObject({ code: 1, text: expect.stringContaining('"running": false') })
})
