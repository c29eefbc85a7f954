import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'

const repository = resolve(import.meta.dirname, '..', '..', '..', '..')

const tsconfig = {
  compilerOptions: {
    ...{ target: 'es2024', module: 'nodenext', composite: true, types: [], rootDir: 'src', outDir: 'dist' },
    tsBuildInfoFile: 'dist/.tsbuildinfo',
  },
  include: ['src'],
}

export interface Outcome {
  code: number | NodeJS.Signals | null
  stdout: string
  stderr: string
}

/**
 * A small project with the real launcher and a command line that prints its arguments; nothing in it has to be built.
 * Its path has a space in it.
 */
export class LaunchedProject {
  readonly root = join(mkdtempSync(join(tmpdir(), 'quark-launch-')), 'a project')

  constructor() {
    onTestFinished(() => rmSync(dirname(this.root), { recursive: true, force: true }))
    cpSync(join(repository, 'tools', 'launch'), join(this.root, 'tools', 'launch'), { recursive: true })
    this.write('package.json', { name: 'project', type: 'module', workspaces: ['packages/*'] })
    this.write('package-lock.json', { lockfileVersion: 3, packages: { '': { name: 'project' } } })
    this.write('tsconfig.base.json', {})
    this.write('tools/quark/dist/main.js', 'console.log(JSON.stringify(process.argv.slice(2)))\n')
    this.install()
  }

  /** Adds `packages/lib`, which is compiled, and `packages/site`, which depends on it and has a build script. */
  withPackages(): this {
    this.write('packages/lib/package.json', { name: 'lib', type: 'module' })
    this.write('packages/lib/tsconfig.json', tsconfig)
    this.write('packages/lib/src/one.ts', 'export const one: number = 1\n')
    this.write('packages/site/package.json', {
      ...{ name: 'site', dependencies: { lib: '1.0.0' } },
      scripts: { build: 'node make.cjs' },
    })
    this.write('packages/site/make.cjs', "require('fs').mkdirSync('build', { recursive: true })")
    return this
  }

  /** What `npm ci` would leave: its record, and the packages the launcher uses. */
  install(): void {
    this.write('node_modules/.package-lock.json', { lockfileVersion: 3, packages: {} })
    const typescript = join(repository, 'node_modules', 'typescript')
    symlinkSync(typescript, join(this.root, 'node_modules', 'typescript'), 'junction')
  }

  write(path: string, content: unknown): void {
    const file = join(this.root, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  }

  /** Runs the launcher; `onStdout` is told what the command line prints, and by which process. */
  run(
    args: string[],
    env: Record<string, string> = {},
    onStdout?: (text: string, pid: number) => void,
  ): Promise<Outcome> {
    const child = spawn(process.execPath, [join(this.root, 'tools', 'launch', 'launch.mjs'), ...args], {
      env: { ...process.env, ...env },
    })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString()
      onStdout?.(stdout, child.pid ?? 0)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString()
    })
    return new Promise((done) => child.once('close', (code, signal) => done({ code: code ?? signal, stdout, stderr })))
  }
}
