import type { Manifest } from '@quark/manifest'
import type { EventFact } from '../project.js'

/**
 * Who tells whom, as Mermaid diagrams, one for each stream: who emits on the left, events in the middle, who listens on
 * the right. A module that does both is on both sides, so that no arrow runs back through the picture.
 */
export function eventMap(manifests: readonly Manifest[], events: readonly EventFact[]): string[] {
  const streams = [...new Set(events.map(({ stream }) => stream))].sort()
  if (streams.length === 0) return []
  return [
    '## Who tells whom',
    'The module that emits an event is on the left, those that listen are on the right.',
    ...streams.flatMap((stream) => [
      `### Stream ${stream}`,
      diagram(
        manifests,
        events.filter((event) => event.stream === stream),
      ),
    ]),
  ]
}

function diagram(manifests: readonly Manifest[], events: readonly EventFact[]): string {
  const types = events.map(({ type }) => type)
  const emitted = (manifest: Manifest): string[] => manifest.exposes.events.filter((type) => types.includes(type))
  const heard = (manifest: Manifest): string[] => manifest.consumes.filter((type) => types.includes(type))
  const [emitters, listeners] = [emitted, heard].map((some) => manifests.filter((one) => some(one).length > 0))
  return [
    '```mermaid',
    'flowchart LR',
    ...(emitters ?? []).map(({ name }) => `  ${id('from', name)}["${name}"]`),
    ...types.map((type) => `  ${id('event', type)}(["${type}"])`),
    ...(listeners ?? []).map(({ name }) => `  ${id('to', name)}["${name}"]`),
    ...(emitters ?? []).flatMap((one) =>
      emitted(one).map((type) => `  ${id('from', one.name)} --> ${id('event', type)}`),
    ),
    ...types.flatMap((type) =>
      (listeners ?? [])
        .filter((one) => heard(one).includes(type))
        .map(({ name }) => `  ${id('event', type)} --> ${id('to', name)}`),
    ),
    '```',
  ].join('\n')
}

/** Letters, digits and low lines alone: a word of Mermaid's own, such as `end`, is never a whole one of these. */
const id = (kind: 'from' | 'event' | 'to', name: string): string => `${kind}_${name.replaceAll(/\W/g, '_')}`
