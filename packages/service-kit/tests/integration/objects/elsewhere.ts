import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

type Env = Readonly<Record<string, string>>

/** Puts so many megabytes in a process of its own, or reads; answers how many bytes, and by how many its memory grew at most. */
export async function measureElsewhere(env: Env, module: string, key: string, work: number | 'read') {
  const child = run(env, [module, key, String(work)])
  const lines = (await text(child.stdout)).trim().split('\n')
  return JSON.parse(lines.at(-1) ?? '') as { size: number; grew: number }
}

/** A process that puts without end, and has sent a good deal. */
export async function startPutting(env: Env, module: string, key: string): Promise<{ kill(): Promise<void> }> {
  const child = run(env, [module, key, 'endless'])
  await once(child.stdout, 'data')
  return {
    async kill() {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

const run = (env: Env, args: string[]) =>
  spawn(process.execPath, [join(import.meta.dirname, 'putting-process.ts'), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
