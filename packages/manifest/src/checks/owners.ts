import type { Manifest } from '../schema/manifest.js'

/** A thing that only one may have, and who claims it. */
export interface Claim<Thing> {
  thing: Thing
  owner: Manifest
}

/**
 * The claims on a thing somebody claimed before, each with the first claimant.
 * A module that claims a thing twice clashes with itself.
 */
export function clashes<Thing>(claims: readonly Claim<Thing>[]): (Claim<Thing> & { first: Manifest })[] {
  const owners = new Map<Thing, Manifest>()
  return claims.flatMap(({ thing, owner }) => {
    const first = owners.get(thing)
    if (!first) owners.set(thing, owner)
    return first ? [{ thing, owner, first }] : []
  })
}

/** "poll-service (services/poll-service/module-manifest.yaml)", or "itself". */
export const party = (other: Manifest, self: Manifest): string =>
  other === self ? 'itself' : `${other.name} (${other.file})`
