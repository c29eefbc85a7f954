import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** How a program ended, and all it said. */
export interface Outcome {
  code: number
  output: string
}

/** A copy of the repository's files, with the installed packages of the original: what is made in it leaves no trace. */
export class RepositoryCopy {
  private constructor(readonly root: string) {}

  /** Copies what git knows or would add, and what is built of it. */
  static async of(original: string): Promise<RepositoryCopy> {
    const root = mkdtempSync(join(tmpdir(), 'quark-copy-'))
    const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: original,
      maxBuffer: 64 * 1024 ** 2,
    })
    const workspaces = workspacesOf(original)
    const built = workspaces.map((path) => `${path}/dist`)
    for (const path of [...stdout.split('\0').filter(Boolean), ...built]) {
      // The times of the files tell the compiler that what is built is current.
      const times = { recursive: true, preserveTimestamps: true }
      if (existsSync(join(original, path))) cpSync(join(original, path), join(root, path), times)
    }
    linkPackages(original, root)
    for (const path of workspaces) linkWorkspace(original, root, path)
    return new RepositoryCopy(root)
  }

  /** Runs a script in the copy by the Node that runs the test. */
  async node(script: string, ...args: string[]): Promise<Outcome> {
    return this.run(process.execPath, script, ...args)
  }

  async run(program: string, ...args: string[]): Promise<Outcome> {
    try {
      const { stdout, stderr } = await run(program, args, {
        cwd: this.root,
        maxBuffer: 64 * 1024 ** 2,
        env: this.env(),
      })
      return { code: 0, output: stdout + stderr }
    } catch (error) {
      const { code = 1, stdout = '', stderr = '' } = error as { code?: number; stdout?: string; stderr?: string }
      return { code, output: stdout + stderr || String(error) }
    }
  }

  /** Programs of the copy find one another without the settings of the test run. */
  private env(): NodeJS.ProcessEnv {
    const { VITEST, VITEST_MODE, VITEST_POOL_ID, VITEST_WORKER_ID, NODE_ENV, ...rest } = process.env
    return { ...rest, FORCE_COLOR: '0', ...this.settings }
  }

  /** Added to the environment of what runs in the copy. */
  settings: Record<string, string> = {}

  /** A fingerprint of every file, by path; built and installed ones aside. */
  fingerprints(): Map<string, string> {
    const prints = new Map<string, string>()
    const visit = (folder: string): void => {
      for (const entry of readdirSync(join(this.root, folder), { withFileTypes: true })) {
        const path = folder ? `${folder}/${entry.name}` : entry.name
        if (['node_modules', 'dist'].includes(entry.name)) continue
        if (entry.isDirectory()) visit(path)
        else
          prints.set(
            path,
            createHash('sha256')
              .update(readFileSync(join(this.root, path)))
              .digest('hex'),
          )
      }
    }
    visit('')
    return prints
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}

const workspacesOf = (root: string): string[] => [
  ...['packages', 'services'].flatMap((part) => readdirSync(join(root, part)).map((name) => `${part}/${name}`)),
  'tools/quark',
]

/** Our own packages are the copy's, all others the original's. */
function linkPackages(original: string, root: string): void {
  const [from, to] = [join(original, 'node_modules'), join(root, 'node_modules')]
  mkdirSync(join(to, '@quark'), { recursive: true })
  for (const name of readdirSync(from)) {
    if (name === '@quark' || (name.startsWith('.') && name !== '.bin')) continue
    symlinkSync(join(from, name), join(to, name), 'junction')
  }
  cpSync(join(from, '.package-lock.json'), join(to, '.package-lock.json'))
}

function linkWorkspace(original: string, root: string, path: string): void {
  const manifest = join(root, path, 'package.json')
  if (!existsSync(manifest)) return
  const { name }: { name: string } = JSON.parse(readFileSync(manifest, 'utf8'))
  mkdirSync(dirname(join(root, 'node_modules', name)), { recursive: true })
  symlinkSync(join(root, path), join(root, 'node_modules', name), 'junction')
  const own = join(original, path, 'node_modules')
  if (existsSync(own)) symlinkSync(own, join(root, path, 'node_modules'), 'junction')
}
