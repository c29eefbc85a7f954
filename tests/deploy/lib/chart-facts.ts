import type { KubernetesObject } from './render.js'

export const ofKind = (objects: readonly KubernetesObject[], kind: string): KubernetesObject[] =>
  objects.filter((object) => object.kind === kind)

/** What has pods. */
export const workloads = (objects: readonly KubernetesObject[]): KubernetesObject[] =>
  objects.filter(({ kind }) => ['Deployment', 'StatefulSet'].includes(kind))

export const named = (objects: readonly KubernetesObject[], kind: string, name: string): KubernetesObject => {
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name)
  if (!found) throw new Error(`The chart makes no ${kind} ${name}`)
  return found
}

/** The variables of a workload's one container, by name: a value, or `secret/key`. */
export function environmentOf(workload: KubernetesObject): Record<string, string> {
  const entries: { name: string; value?: string; valueFrom?: { secretKeyRef?: { name: string; key: string } } }[] =
    workload.spec.template.spec.containers[0].env ?? []
  return Object.fromEntries(
    entries.map(({ name, value, valueFrom }) => [
      name,
      value ?? `${valueFrom?.secretKeyRef?.name}/${valueFrom?.secretKeyRef?.key}`,
    ]),
  )
}

type Labels = Record<string, string>

/** Whether a policy lets pods with one set of labels in at a port. Namespaces of others aside. */
export function letsIn(policy: KubernetesObject, from: Labels, port: number): boolean {
  const rules: { from?: { podSelector?: { matchLabels: Labels } }[]; ports: { port: number }[] }[] =
    policy.spec.ingress ?? []
  return rules.some(
    (rule) =>
      rule.ports.some((one) => one.port === port) &&
      rule.from?.some(({ podSelector }) => podSelector !== undefined && matches(podSelector.matchLabels, from)),
  )
}

/** Whether a policy lets its pods reach pods with these labels at a port. */
export function letsOut(policy: KubernetesObject, to: Labels, port: number): boolean {
  const rules: { to?: { podSelector?: { matchLabels: Labels } }[]; ports: { port: number }[] }[] =
    policy.spec.egress ?? []
  return rules.some(
    (rule) =>
      rule.ports.some((one) => one.port === port) &&
      (rule.to === undefined ||
        rule.to.some(({ podSelector }) => podSelector !== undefined && matches(podSelector.matchLabels, to))),
  )
}

const matches = (wanted: Labels, labels: Labels): boolean =>
  Object.entries(wanted).every(([name, value]) => labels[name] === value)
