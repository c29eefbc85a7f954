import { execFile } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { root } from './lib/project.js'

interface Outcome {
  code: number
  output: string
}

/** A machine on which the script finds the programs that the test gives it, which note how they are called. */
describe('scripts/onboarding.sh', { timeout: 120_000 }, () => {
  let folder: string
  let site: Server
  let asked: string[]
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'quark-onboarding-'))
    for (const part of ['scripts', 'bin']) mkdirSync(join(folder, part))
    for (const file of ['scripts/onboarding.sh', 'docker-compose.dev.yml']) cpSync(join(root, file), join(folder, file))
    asked = []
    site = createServer((request, response) => {
      asked.push(request.url ?? '')
      // Not every module is well at once.
      response.writeHead(asked.length < 2 ? 503 : 200).end()
    })
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  })
  afterEach(() => {
    site.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('builds and starts the containers, waits until the site is well, and says where it is', async () => {
    program('docker')
    const { port } = site.address() as AddressInfo
    writeFileSync(join(folder, '.env'), `QUARK_PORT=${port}\n`)
    const { code, output } = await onboarding()
    expect(code, output).toBe(0)
    const compose = 'docker compose --file docker-compose.dev.yml --env-file .env'
    expect(calls()).toEqual([
      'docker compose version',
      'docker info',
      `${compose} build`,
      `${compose} up --detach --wait --wait-timeout 300`,
    ])
    expect(asked).toEqual(['/health', '/health'])
    expect(output).toContain(`Quark        http://localhost:${port}\n`)
  })

  it('makes every secret once, different ones, for nobody else to read', async () => {
    program('docker')
    const { port } = site.address() as AddressInfo
    writeFileSync(join(folder, '.env'), `QUARK_PORT=${port}\nSECRET_KEY=mine\n`)
    await onboarding()
    const first = readFileSync(join(folder, '.env'), 'utf8')
    const compose = readFileSync(join(folder, 'docker-compose.dev.yml'), 'utf8')
    const wanted = new Set([...compose.matchAll(/\$\{([A-Z0-9_]+):\?/g)].map(([, name]) => name))
    const made = new Map([...first.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]))
    for (const name of wanted)
      expect(made.get(name), name).toMatch(name === 'SECRET_KEY' ? /^mine$/ : /^q[0-9a-f]{48}$/)
    expect(new Set(made.values()).size).toBe(made.size)
    expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600)

    await onboarding()
    expect(readFileSync(join(folder, '.env'), 'utf8')).toBe(first)
  })

  it.each([
    ['there is no Docker', undefined, 'Docker is not installed'],
    ['Docker has no Compose', 'case "$*" in "compose version") exit 1;; esac', 'Docker has no Compose plugin'],
    ['Docker does not run', 'case "$*" in info) exit 1;; esac', 'Docker does not run'],
  ])('starts Quark itself where %s', async (_what, behaviour, says) => {
    if (behaviour) program('docker', behaviour)
    program('npm')
    const { code, output } = await onboarding()
    expect(code, output).toBe(0)
    expect(output).toContain(`${says}`)
    expect(calls().at(-1)).toBe('npm start')
    expect(calls().filter((call) => / (build|up) /.test(call))).toEqual([])
  })

  it('ends when the images cannot be built, and does not say that it is up', async () => {
    program('docker', 'case "$*" in *build) echo "no space left" >&2; exit 17;; esac')
    const { code, output } = await onboarding()
    expect(code).toBe(17)
    expect(output).toContain('no space left')
    expect(output).not.toContain('http://localhost')
  })

  it('stops the containers and keeps their data', async () => {
    program('docker')
    expect((await onboarding('down')).code).toBe(0)
    expect(calls()).toEqual(['docker compose --file docker-compose.dev.yml --env-file .env down'])
  })

  /** Puts a program on the PATH that notes how it is called, and then does as it is told. */
  function program(name: string, behaviour = ''): void {
    const file = join(folder, 'bin', name)
    writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> "${join(folder, 'calls')}"\n${behaviour}\nexit 0\n`)
    chmodSync(file, 0o755)
  }

  function calls(): string[] {
    return readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')
  }

  /** Runs the script where only the programs of every system and those of the test are to be found. */
  async function onboarding(...args: string[]): Promise<Outcome> {
    const tools = linkTools(folder)
    return new Promise((resolve) => {
      execFile(
        '/bin/bash',
        [join(folder, 'scripts', 'onboarding.sh'), ...args],
        { cwd: folder, env: { PATH: `${join(folder, 'bin')}:${tools}`, no_proxy: '*' } },
        (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
      )
    })
  }
})

/** A folder with links to what the script uses, so that a Docker of this machine is not found. */
function linkTools(folder: string): string {
  const tools = join(folder, 'tools')
  if (existsSync(tools)) return tools
  mkdirSync(tools)
  const names = [
    'bash',
    'sh',
    'dirname',
    'od',
    'tr',
    'sed',
    'sort',
    'grep',
    'touch',
    'chmod',
    'tail',
    'sleep',
    'curl',
    'wget',
  ]
  for (const name of names) {
    const path = ['/usr/bin', '/bin']
      .map((place) => join(place, name))
      .find((file) => statSync(file, { throwIfNoEntry: false }))
    if (path) symlinkSync(path, join(tools, name))
  }
  return tools
}
