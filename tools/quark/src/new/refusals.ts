import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest } from '@quark/manifest'
import { PlainError } from '@quark/service-kit/embedded'
import type { NewFile } from './files.js'
import type { Names } from './names.js'

/**
 * Refuses a module that is there already, or would take what another one has.
 * @throws PlainError that names the other one
 */
export function assertRoomFor(
  root: string,
  names: Names,
  files: readonly NewFile[],
  manifests: readonly Manifest[],
): void {
  const folder = `services/${names.__module__}`
  if (existsSync(join(root, folder)))
    throw new PlainError(`${folder} is there already. Take another name, or remove it first.`)
  const taken = files.find(({ path }) => existsSync(join(root, path)))
  if (taken) throw new PlainError(`${taken.path} is there already. Take another name.`)

  const [path, event] = [`/api/v1/${names.__things__}`, `${names.__thing__}.created`]
  const owner = manifests.find(({ exposes }) => exposes.routes.some((route) => route.path === path))
  if (owner) throw new PlainError(`The path ${path} belongs to ${owner.name} (${owner.file}). Take another name.`)
  const emitter = manifests.find(({ exposes }) => exposes.events.includes(event))
  if (emitter)
    throw new PlainError(`The event ${event} is emitted by ${emitter.name} (${emitter.file}). Take another name.`)
}
