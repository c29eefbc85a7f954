import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort, isRunning } from '@quark/service-kit/embedded'
import { cephConfig } from './ceph-config.js'
import { cephEnvironment } from './ceph-programs.js'
import { until } from './until.js'

/** A real S3 of a test run. */
export interface TestS3 {
  /** Settings by which the S3 driver reaches it. */
  readonly env: Readonly<Record<string, string>>
  stop(): Promise<void>
}

const PREFIX = 'quark-ceph-'
const run = promisify(execFile)

/**
 * Ceph with its S3 gateway on free ports of 127.0.0.1, everything in memory. Its processes end with the one that calls
 * this, however that ends: the kernel sees to it, so call it from the main thread.
 * @param root where findCeph found the programs
 */
export async function startCeph(root: string): Promise<TestS3> {
  removeLeftovers()
  const folder = join(tmpdir(), `${PREFIX}${process.pid}-${randomUUID().slice(0, 8)}`)
  for (const name of ['mon', 'osd', 'rgw']) mkdirSync(join(folder, name), { recursive: true })
  const [monitorPort, gatewayPort, id] = [await freePort(), await freePort(), randomUUID()]
  const config = join(folder, 'ceph.conf')
  writeFileSync(config, cephConfig({ root, folder, id, monitorPort, gatewayPort }))
  writeFileSync(join(folder, 'keyring'), '')
  const env = { ...cephEnvironment(root), CEPH_CONF: config }
  const call = (program: string, ...args: string[]) => run(program, ['-c', config, ...args], { env, timeout: 30_000 })
  const started: ChildProcess[] = []
  const start = (program: string, ...args: string[]): ChildProcess => {
    const output = openSync(join(folder, `${program}.out`), 'a')
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', program, '-c', config, '-f', ...args], {
      env,
      stdio: ['ignore', output, output],
    })
    closeSync(output)
    started.push(child)
    return child
  }
  const stop = async (): Promise<void> => {
    await Promise.all(started.map(end))
    rmSync(folder, { recursive: true, force: true })
  }

  try {
    const map = join(folder, 'monmap')
    await call('monmaptool', '--create', '--clobber', '--addv', 'a', `[v1:127.0.0.1:${monitorPort}]`, '--fsid', id, map)
    await call('ceph-mon', '-i', 'a', '--mkfs', '--monmap', map)
    start('ceph-mon', '-i', 'a')
    const osd = randomUUID()
    await call('ceph', 'osd', 'new', osd, '0')
    await call('ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', osd)
    await call('ceph', 'osd', 'crush', 'add', 'osd.0', '1', 'root=default', 'host=localhost')
    start('ceph-osd', '-i', '0')
    const keys = { S3_ACCESS_KEY_ID: 'quark', S3_SECRET_ACCESS_KEY: randomUUID() }
    const user = ['--uid=quark', '--display-name=quark', `--access-key=${keys.S3_ACCESS_KEY_ID}`]
    const asGateway = ['--name', 'client.rgw']
    await call('radosgw-admin', ...asGateway, 'user', 'create', ...user, `--secret-key=${keys.S3_SECRET_ACCESS_KEY}`)
    const gateway = start('radosgw', ...asGateway)
    const url = `http://127.0.0.1:${gatewayPort}`
    await until('the S3 gateway of Ceph to answer', () => gateway.exitCode !== null || answers(url), 30_000)
    if (gateway.exitCode !== null) throw new Error(`radosgw ended with ${gateway.exitCode}`)
    return { env: { S3_ENDPOINT: url, S3_BUCKET: 'quark', ...keys }, stop }
  } catch (error) {
    const output = readdirSync(folder).filter((name) => name.endsWith('.out'))
    const said = output.map((name) => `${name}: ${readFileSync(join(folder, name), 'utf8').slice(-500)}`).join('\n')
    await stop()
    throw new Error(`Ceph did not start: ${(error as Error).message}\n${said}`, { cause: error })
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

async function answers(url: string): Promise<boolean> {
  try {
    await (await fetch(url, { signal: AbortSignal.timeout(1000) })).arrayBuffer()
    return true
  } catch {
    return false
  }
}

/** A run that was killed leaves its folder; its processes have ended with it. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]
    if (owner && !isRunning(Number(owner))) rmSync(join(tmpdir(), name), { recursive: true, force: true })
  }
}
