import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { root } from './paths.mjs'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a program with our terminal as its own and answers its exit code (128 + number when a signal ended it).
 * Signals are passed on. At a Ctrl-C the terminal tells the whole process group and npm tells us once more, so the
 * program may hear of one key press up to three times within milliseconds: the command line takes them for one.
 * @param {string} file
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>}
 */
export function runAttached(file, args, options) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { ...options, stdio: 'inherit' })
    const pass = (signal) => child.kill(signal)
    for (const signal of SIGNALS) process.on(signal, pass)
    const end = (code) => {
      for (const signal of SIGNALS) process.off(signal, pass)
      resolve(code)
    }
    child.once('error', (error) => {
      console.error(`${file} cannot be started: ${error.message}`)
      end(1)
    })
    child.once('exit', (code, signal) => end(code ?? 128 + (constants.signals[signal] ?? 0)))
  })
}

/**
 * Runs a program to its end and answers its exit code and all it said. When we are told to end meanwhile, the program is
 * ended first: an npm left behind would go on writing into node_modules.
 * @param {string} file
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runCollected(file, args, options) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const collect = (chunk) => {
      output += chunk
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)

    let ending
    const endChild = (signal) => {
      // npm takes a SIGINT for itself but goes on; nobody goes on after the third second.
      ending ??= signal
      child.kill('SIGTERM')
      setTimeout(() => child.kill('SIGKILL'), 3_000).unref()
    }
    for (const signal of SIGNALS) process.on(signal, endChild)
    const end = (code) => {
      for (const signal of SIGNALS) process.off(signal, endChild)
      if (ending) process.exit(128 + constants.signals[ending])
      resolve({ code, output })
    }
    child.once('error', (error) => {
      output += `${file}: ${error.message}`
      end(1)
    })
    child.once('close', (code) => end(code ?? 1))
  })
}
