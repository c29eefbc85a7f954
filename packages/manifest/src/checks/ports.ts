import type { ManifestProblem } from '../problem.js'
import type { Manifest } from '../schema/manifest.js'
import { clashes, party } from './owners.js'

/** No two listeners on one port: all modules must be able to run on one machine. */
export function checkPorts(manifests: readonly Manifest[]): ManifestProblem[] {
  const claims = manifests.flatMap((owner) => portsOf(owner).map((thing) => ({ thing, owner })))
  const used = new Set(claims.map(({ thing }) => thing))
  return clashes(claims).map(({ thing, owner, first }) => ({
    file: owner.file,
    key: owner.http.port === thing && owner !== first ? 'http.port' : 'grpc.port',
    says: `port ${thing} is already used by ${party(first, owner)}`,
    cure: `Take a free one, like ${freePort(used, thing)}`,
  }))
}

/** Every port a module listens on. */
export const portsOf = ({ http, grpc }: Pick<Manifest, 'http' | 'grpc'>): number[] =>
  grpc ? [http.port, grpc.port] : [http.port]

/** The first port from `from` upwards that is not used. */
export function freePort(used: ReadonlySet<number>, from: number): number {
  let port = from
  while (used.has(port)) port += 1
  return port
}
