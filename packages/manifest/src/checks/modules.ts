import type { ManifestProblem } from '../problem.js'
import type { Manifest } from '../schema/manifest.js'

/** A required module exists, and is another one. */
export function checkModules(manifests: readonly Manifest[]): ManifestProblem[] {
  const names = new Set(manifests.map(({ name }) => name))
  return manifests.flatMap(({ name, file, requires }) =>
    requires.modules
      .filter((required) => required.name === name || !names.has(required.name))
      .map((required) => ({
        file,
        key: 'requires',
        ...(required.name === name
          ? { says: `${name} requires itself`, cure: 'Take the line out' }
          : {
              says: `${name} requires the module ${required.name}, and there is none`,
              cure: `Make services/${required.name}, or name one of ${[...names].filter((other) => other !== name).join(', ')}`,
            }),
      })),
  )
}
