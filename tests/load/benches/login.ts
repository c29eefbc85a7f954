import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { call, type Person, register } from '../lib/api.ts'
import type { Row } from '../lib/report.ts'
import { show, spreadOf } from '../lib/statistics.ts'
import { withQuark } from '../lib/with-quark.ts'

const COST = '12'
const ROUNDS = 6
const LOGINS = 8
const REFERENCE = resolve(import.meta.dirname, '../references/bcrypt-login.ts')

/** What a login takes, one after another, over the bcrypt check that it cannot do without. */
export function login(): Promise<Row[]> {
  return withQuark(
    async ({ url }) => {
      const person = await register(url)
      await timed(() => signIn(url, person))
      const ratios: number[] = []
      for (let round = 0; round < ROUNDS; round++) {
        const bare = spreadOf(await bareChecks()).median
        const own: number[] = []
        for (let turn = 0; turn < LOGINS; turn++) own.push(await timed(() => signIn(url, person)))
        ratios.push(spreadOf(own).median / bare)
      }
      const ratio = spreadOf(ratios)
      return [
        {
          what: 'login / bare bcrypt (cost 12), time',
          value: show(ratio),
          budget: '<= 1.10',
          met: ratio.median <= 1.1,
        },
      ]
    },
    { BCRYPT_COST: COST },
  )
}

const signIn = (url: string, { username, password }: Person): Promise<unknown> =>
  call(url, 'POST', '/auth/login', { login: username, password })

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function bareChecks(): Promise<number[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [REFERENCE, COST, String(LOGINS)])
  return JSON.parse(stdout) as number[]
}
