import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { root } from '../root.js'

/** Thrown when the run was told to stop, after the program that ran has ended. */
export class Interrupted extends Error {
  constructor(readonly exitCode: number) {
    super('interrupted')
  }
}

/**
 * Runs a program in the project with our terminal as its own, and answers its exit code. A signal stops the program
 * first, so that it can clean up, and then the whole run by Interrupted.
 */
export function runChild(file: string, args: string[], cwd = root, shell = false): Promise<number> {
  const path = [dirname(process.execPath), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter)
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, shell, stdio: 'inherit', env: { ...process.env, PATH: path } })
    let told: NodeJS.Signals | undefined
    const onSignal = (signal: NodeJS.Signals) => {
      // In a terminal a Ctrl-C has reached the program already; a second one would cut its clean-up short.
      if (!told && !(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal)
      told ??= signal
    }
    const forget = () => {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
    }
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
    child.once('error', (error) => {
      forget()
      reject(error)
    })
    child.once('exit', (code, signal) => {
      forget()
      if (told) reject(new Interrupted(128 + constants.signals[told]))
      else resolve(code ?? 128 + (signal ? constants.signals[signal] : 0))
    })
  })
}
