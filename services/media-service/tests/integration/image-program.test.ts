import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const PROGRAM = new URL('../../dist/images/remake.js', import.meta.url).href

/** Prints the address of every file that loading the program loads. */
const LOADED = `
  import { registerHooks } from 'node:module'
  const loaded = []
  registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
  await import(${JSON.stringify(PROGRAM)})
  process.stdout.write(JSON.stringify(loaded))
`

describe('the program that works on images', () => {
  it('starts with sharp and little else: with all of the kit it took two seconds and 60 MB more', async () => {
    const args = ['--input-type=module', '--eval', LOADED]
    const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 16 * 1024 * 1024 })
    const files = (JSON.parse(stdout) as string[])
      .filter((url) => url.startsWith('file:'))
      .map((url) => fileURLToPath(url))

    expect(files.some((file) => file.includes('/node_modules/sharp/'))).toBe(true)
    expect(files.filter((file) => /@nestjs|service-kit|postgres|aws-sdk/.test(file))).toEqual([])
  })
})
