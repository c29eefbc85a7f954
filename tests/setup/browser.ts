import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'

/** A Chromium in a folder of its own, and the environment that it finds its libraries and fonts by. */
export interface CarriedBrowser {
  executablePath: string
  env: Record<string, string>
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The browser that comes with the tests; null where they use one that is installed. */
    carriedBrowser: CarriedBrowser | null
  }
}

/** The package unpacks into the folder for temporary files, and its libraries only where it takes itself for a function of AWS. */
const UNPACK = `const { default: carried } = await import('@sparticuz/chromium'); await carried.executablePath()`

/**
 * Unpacks the Chromium of @sparticuz/chromium (Linux x64) once for a run, into a folder of the run's own: tests run side
 * by side, and none may start a file that another is still writing, or one that a run left half-written.
 */
export default async function provideBrowser(project: TestProject): Promise<(() => void) | undefined> {
  if (process.env.CHROMIUM_PATH || process.platform !== 'linux' || process.arch !== 'x64') {
    project.provide('carriedBrowser', null)
    return undefined
  }
  const folder = mkdtempSync(join(tmpdir(), 'quark-browser-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', UNPACK], {
      cwd: import.meta.dirname,
      env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    })
    project.provide('carriedBrowser', browserIn(folder))
    return remove
  } catch (error) {
    remove()
    throw error
  }
}

/** The package's own list of fonts names a folder that is not ours. */
function browserIn(folder: string): CarriedBrowser {
  const fonts = `<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>`
  const list = join(folder, 'fonts.conf')
  writeFileSync(list, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">${fonts}`)
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: list },
  }
}
