import type { Manifest } from '@quark/manifest'
import { PlainError } from '@quark/service-kit/embedded'

/** The modules to run: all of them, or those that `--only a,b` names. Throws PlainError for a name that none has. */
export function chooseModules(manifests: Manifest[], only?: string): Manifest[] {
  if (only === undefined) return manifests
  const names = only.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !manifests.some((manifest) => manifest.name === name))
  if (unknown !== undefined) {
    const known = manifests.map(({ name }) => name).join(', ')
    throw new PlainError(`--only: there is no module "${unknown}". The modules are: ${known}.`)
  }
  return manifests.filter(({ name }) => names.includes(name))
}
