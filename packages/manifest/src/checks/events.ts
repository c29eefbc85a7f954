import type { ManifestProblem } from '../problem.js'
import type { Manifest } from '../schema/manifest.js'
import type { InfrastructureKind } from '../schema/requires.js'
import { clashes, party } from './owners.js'

/** An event has one source, a listener hears something, and who takes part has what it takes. */
export function checkEvents(manifests: readonly Manifest[]): ManifestProblem[] {
  return [...twice(manifests), ...unheard(manifests), ...withoutMeans(manifests)]
}

const twice = (manifests: readonly Manifest[]): ManifestProblem[] =>
  clashes(manifests.flatMap((owner) => owner.exposes.events.map((thing) => ({ thing, owner })))).map(
    ({ thing, owner, first }) => ({
      file: owner.file,
      key: 'exposes',
      says: `the event ${thing} is already emitted by ${party(first, owner)}`,
      cure: owner === first ? 'Name it once' : 'An event has one source: leave it to one of the two, or name another',
    }),
  )

function unheard(manifests: readonly Manifest[]): ManifestProblem[] {
  const emitted = new Set(manifests.flatMap(({ exposes }) => exposes.events))
  return manifests.flatMap(({ name, file, consumes }) =>
    consumes
      .filter((event) => !emitted.has(event))
      .map((event) => ({
        file,
        key: 'consumes',
        says: `${name} listens to ${event}, and no module emits it`,
        cure: 'Add it to the exposes of the module that emits it, or name one that is emitted (docs/generated/events.md)',
      })),
  )
}

/** Outbox and inbox live in the module's own database, and the bus carries what is in them. */
const MEANS: readonly InfrastructureKind[] = ['database', 'event_bus']

const withoutMeans = (manifests: readonly Manifest[]): ManifestProblem[] =>
  manifests
    .filter(({ exposes, consumes }) => exposes.events.length + consumes.length > 0)
    .flatMap(({ name, file, requires }) =>
      MEANS.filter((kind) => !requires.infrastructure.includes(kind)).map((kind) => ({
        file,
        key: 'requires',
        says: `${name} emits or consumes events, which takes a ${kind}, and does not require one`,
        cure: `Add - ${kind}: ${kind === 'database' ? 'postgres' : 'nats'}`,
      })),
    )
