import type { KubernetesObject } from './render.js'
import type { TypedLiteral } from './type-check.js'

/** The object with the type that the API of Kubernetes 1.30 gives it. */
export const typed = (object: KubernetesObject): TypedLiteral => ({
  about: `${object.kind} ${object.metadata.name}`,
  type: object.kind,
  from: `kubernetes-types/${groupOf(object.apiVersion)}`,
  value: object,
})

/** `networking.k8s.io/v1` is in networking/v1, and `v1` in core/v1. */
function groupOf(apiVersion: string): string {
  const [group = '', version] = apiVersion.split('/')
  return version ? `${group.split('.')[0]}/${version}` : `core/${group}`
}
