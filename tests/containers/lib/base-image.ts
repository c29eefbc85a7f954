import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buildah, root } from './container-tools.js'

/** The image that our Dockerfiles begin with. */
export const baseImage = (): string => {
  const dockerfile = readFileSync(join(root, 'services/api-gateway/Dockerfile'), 'utf8')
  const image = /^ARG NODE_IMAGE=(\S+)$/m.exec(dockerfile)?.[1]
  if (!image) throw new Error('The Dockerfile of api-gateway names no NODE_IMAGE')
  return image
}

/**
 * Sees that the base image is there: one that was pulled or made before, else the real one from its registry, else a
 * stand-in of the same name: Debian 12 as its mirror has it, with the project's Node, npm and a user `node`. A stand-in
 * proves our Dockerfiles, and not the real base.
 * @returns what it is, for the report
 */
export async function provideBaseImage(): Promise<string> {
  const image = baseImage()
  if (await isThere(image)) return `${image}, as it is here`
  try {
    await buildah('pull', image)
    return image
  } catch {
    await makeStandIn(image)
    return `a stand-in for ${image}`
  }
}

const isThere = async (image: string): Promise<boolean> =>
  (await buildah('images', '--format', '{{.Name}}:{{.Tag}}')).split('\n').includes(image)

async function makeStandIn(image: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'quark-base-'))
  try {
    execFileSync('debootstrap', ['--variant=minbase', 'bookworm', folder], { stdio: 'pipe', timeout: 600_000 })
    addNode(folder)
    const container = await buildah('from', 'scratch')
    await buildah('add', '--quiet', container, folder, '/')
    await buildah('run', '--isolation', 'chroot', container, 'useradd', '--uid', '1000', '--create-home', 'node')
    await buildah('config', '--env', `NODE_EXTRA_CA_CERTS=/${CERTIFICATES}`, '--cmd', 'node', container)
    await buildah('commit', '--quiet', '--format', 'docker', '--rm', container, image)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const CERTIFICATES = 'etc/ssl/certs/ca-certificates.crt'

function addNode(folder: string): void {
  const place = join(folder, 'usr/local')
  cpSync(process.execPath, join(place, 'bin/node'))
  const npm = join(execFileSync('npm', ['root', '--global'], { encoding: 'utf8' }).trim(), 'npm')
  cpSync(npm, join(place, 'lib/node_modules/npm'), { recursive: true })
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(place, 'bin/npm'))
  // The registry may be one of this machine's own.
  if (!existsSync(`/${CERTIFICATES}`)) return
  mkdirSync(dirname(join(folder, CERTIFICATES)), { recursive: true })
  cpSync(`/${CERTIFICATES}`, join(folder, CERTIFICATES), { dereference: true })
}
