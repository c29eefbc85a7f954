import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LaunchedProject } from './launched-project.js'

describe('the launcher', () => {
  it('builds, hands the arguments on, and says nothing when there is nothing to do', async () => {
    const project = new LaunchedProject().withPackages()

    const first = await project.run(['up', '--port', '1'])
    expect(first).toMatchObject({ code: 0, stdout: '["up","--port","1"]\n' })
    expect(first.stderr).toMatch(/Compiling packages\/lib: done[\s\S]*Building packages\/site: done in \d+\.\d s\n$/)
    expect(existsSync(join(project.root, 'packages/lib/dist/one.js'))).toBe(true)
    expect(existsSync(join(project.root, 'packages/site/build'))).toBe(true)

    expect(await project.run([])).toEqual({ code: 0, stdout: '[]\n', stderr: '' })
  })

  it('builds again what changed and what stands on it, and drops what has no source any more', async () => {
    const project = new LaunchedProject().withPackages()
    await project.run(['build'])
    project.write('packages/lib/src/two.ts', 'export const two: number = 2\n')
    rmSync(join(project.root, 'packages/lib/src/one.ts'))

    const { stderr } = await project.run(['build'])
    expect(stderr).toMatch(/Compiling packages\/lib: done[\s\S]*Building packages\/site: done/)
    expect(existsSync(join(project.root, 'packages/lib/dist/two.js'))).toBe(true)
    expect(existsSync(join(project.root, 'packages/lib/dist/one.js'))).toBe(false)

    rmSync(join(project.root, 'packages/site/build'), { recursive: true })
    expect((await project.run(['build'])).stderr).toMatch(/^Building packages\/site ...\n/)
  })

  it('shows what the compiler says, and starts nothing', async () => {
    const project = new LaunchedProject().withPackages()
    project.write('packages/lib/src/one.ts', 'export const one: number = "one"\n')

    const { code, stdout, stderr } = await project.run(['up'])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/one\.ts.*error TS2322[\s\S]*The build failed\.\n$/)
  })

  it('passes on the exit code', async () => {
    const project = new LaunchedProject()
    project.write('tools/quark/dist/main.js', 'process.exitCode = 7\n')
    expect((await project.run(['up'])).code).toBe(7)
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('passes on %s, and waits for the end', async (signal) => {
    const project = new LaunchedProject()
    project.write(
      'tools/quark/dist/main.js',
      `process.on('${signal}', () => { console.log('told'); setTimeout(() => process.exit(3), 100) })
       setInterval(() => {}, 1000)
       console.log('ready')`,
    )
    const outcome = await project.run(['up'], {}, (text, pid) => {
      if (text === 'ready\n') process.kill(pid, signal)
    })
    expect(outcome).toMatchObject({ code: 3, stdout: 'ready\ntold\n' })
  })

  it('keeps what the outer npm says about itself from the command line', async () => {
    const project = new LaunchedProject()
    project.write('tools/quark/dist/main.js', 'console.log(Object.keys(process.env).join(" "))\n')
    const { stdout } = await project.run(['up'], {
      ...{ npm_lifecycle_event: 'start', npm_package_name: 'x', npm_config_workspace: 'y', INIT_CWD: '/' },
      ...{ npm_config_cache: '/cache', QUARK_DATA: '/data' },
    })
    expect(stdout).toMatch(/npm_config_cache.*QUARK_DATA|QUARK_DATA.*npm_config_cache/)
    expect(stdout).not.toMatch(/npm_lifecycle|npm_package|npm_config_workspace|INIT_CWD/)
  })
})

describe('the launcher installs', () => {
  /** An npm that writes down how it was called, and leaves an installed project behind. */
  const npm = (project: LaunchedProject, exit = 0) => {
    const script = join(project.root, 'npm', 'npm-cli.js')
    project.write('npm/package.json', {})
    project.write(
      'npm/npm-cli.js',
      `const fs = require('fs')
       fs.appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n')
       console.error('npm was here')
       if (${exit} === 0) fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json')
       process.exit(${exit})`,
    )
    return { npm_execpath: script }
  }
  const lock = (version: string, more = {}) => ({
    lockfileVersion: 3,
    packages: { '': {}, 'node_modules/thing': { version, ...more } },
  })

  it('when the lockfile names another version than the one that is there', async () => {
    const project = new LaunchedProject()
    project.write('package-lock.json', lock('2.0.0'))
    project.write('node_modules/.package-lock.json', lock('1.0.0'))

    const { code, stderr } = await project.run(['build'], npm(project))
    expect(code).toBe(0)
    expect(stderr).toMatch(/^Installing the changed packages \.\.\.\nInstalling the changed packages: done in/)
    expect((await project.run(['build'], npm(project))).stderr).toBe('')
  })

  it('not for packages of other systems, nor for a module that only has to be linked', async () => {
    const project = new LaunchedProject()
    const packages = {
      ...{ '': {}, 'node_modules/other-system': { version: '1.0.0', optional: true } },
      ...{ 'packages/lib': { name: 'lib' }, 'node_modules/lib': { resolved: 'packages/lib', link: true } },
    }
    project.write('package-lock.json', { lockfileVersion: 3, packages })
    project.write('packages/lib/package.json', { name: 'lib' })

    const { stderr } = await project.run(['build'], npm(project, 1))
    expect(stderr).not.toContain('Installing')
    expect(existsSync(join(project.root, 'node_modules/lib/package.json'))).toBe(true)
  })

  it('and says why it could not', async () => {
    const project = new LaunchedProject()
    project.write('package-lock.json', lock('2.0.0'))

    const { code, stdout, stderr } = await project.run(['up'], npm(project, 4))
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/npm was here\nThe packages could not be installed \(npm ci ended with code 4\)\.\n$/)
  })
})
