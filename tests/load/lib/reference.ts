import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

export interface ReferenceProcess {
  readonly pid: number
  stop(): Promise<void>
}

/** Starts a program of `references/` and waits until it says that it is ready. */
export async function startReference(name: string, args: string[]): Promise<ReferenceProcess> {
  const file = resolve(import.meta.dirname, '../references', `${name}.ts`)
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`${name} ended with ${code}`))),
  ])
  return {
    pid: child.pid ?? 0,
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
