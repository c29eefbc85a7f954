import type { ManifestProblem } from '../problem.js'
import type { Manifest } from '../schema/manifest.js'
import { clashes, party } from './owners.js'

/** A gRPC service has one owner, a port to listen on, and is exposed by the module it is required of. */
export function checkGrpc(manifests: readonly Manifest[]): ManifestProblem[] {
  return [...twice(manifests), ...withoutPort(manifests), ...notExposed(manifests)]
}

const twice = (manifests: readonly Manifest[]): ManifestProblem[] =>
  clashes(manifests.flatMap((owner) => owner.exposes.grpc.map((thing) => ({ thing, owner })))).map(
    ({ thing, owner, first }) => ({
      file: owner.file,
      key: 'exposes',
      says: `the gRPC service ${thing} is already exposed by ${party(first, owner)}`,
      cure: owner === first ? 'Name it once' : 'Leave it to one of the two',
    }),
  )

const withoutPort = (manifests: readonly Manifest[]): ManifestProblem[] =>
  manifests
    .filter(({ grpc, exposes }) => (grpc !== undefined) !== exposes.grpc.length > 0)
    .map(({ name, file, grpc, http }) => ({
      file,
      key: 'grpc',
      ...(grpc
        ? {
            says: `${name} has a gRPC port but exposes no gRPC service`,
            cure: 'Take the port out, or expose a service',
          }
        : {
            says: `${name} exposes gRPC services but has no port for them`,
            cure: `Add grpc: { port: ${http.port + 1000} }`,
          }),
    }))

const notExposed = (manifests: readonly Manifest[]): ManifestProblem[] =>
  manifests.flatMap(({ name, file, requires }) =>
    requires.modules.flatMap((required) => {
      const owner = manifests.find((other) => other.name === required.name)
      if (!owner) return []
      const offered = owner.exposes.grpc
      return required.grpc
        .filter((service) => !offered.includes(service))
        .map((service) => ({
          file,
          key: 'requires',
          says: `${name} requires the gRPC service ${service} of ${owner.name}, whose manifest (${owner.file}) does not expose it`,
          cure: offered.length > 0 ? `It exposes ${offered.join(', ')}` : `Add - grpc: ${service} to its exposes`,
        }))
    }),
  )
