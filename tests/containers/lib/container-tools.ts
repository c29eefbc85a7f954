import { execFile, execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'

export const root = resolve(import.meta.dirname, '../../..')

const run = promisify(execFile)

/** How long a build may take: packages are fetched, everything is compiled. */
export const BUILD_MS = 1_500_000

/** Why images cannot be built and run here; nothing when they can. */
export function whyNot(): string | undefined {
  if (process.platform !== 'linux') return 'they are tried on Linux alone'
  if (process.getuid?.() !== 0) return 'they are tried as root, who may share the network of the machine with them'
  const missing = ['buildah', 'podman', 'runc'].filter((name) => !isInstalled(name))
  return missing.length > 0 ? `${missing.join(', ')} not installed (apt-get install buildah podman runc)` : undefined
}

const isInstalled = (name: string): boolean => {
  try {
    execFileSync(name, ['--version'], { stdio: 'pipe' })
    return true
  } catch {
    return false
  }
}

/** Runs buildah and answers what it printed. Rejects with all that it said. */
export const buildah = (...args: string[]): Promise<string> => said('buildah', args, BUILD_MS)

/** Runs podman without systemd, and by runc: what machines without cgroups of their own have. */
export const podman = (...args: string[]): Promise<string> =>
  said('podman', ['--cgroup-manager', 'cgroupfs', '--runtime', 'runc', ...args], 300_000)

async function said(program: string, args: string[], timeout: number): Promise<string> {
  try {
    const { stdout } = await run(program, args, { cwd: root, timeout, maxBuffer: 64 * 1024 ** 2 })
    return stdout.trim()
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${program} ${args.join(' ')}\n${`${stdout}${stderr}`.slice(-4000) || error}`)
  }
}

/** Builds a Dockerfile of ours. Stages that are the same in all of them are built once. */
export async function build(module: string): Promise<string> {
  const image = `localhost/quark/${module}:test`
  await buildah(
    ...['bud', '--layers', '--isolation', 'chroot', '--network', 'host', '--pull-never', '--format', 'docker'],
    ...['--tag', image, '--file', `services/${module}/Dockerfile`, '.'],
  )
  return image
}
