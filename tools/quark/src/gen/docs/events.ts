import type { GeneratedFile } from '../generated-file.js'
import { anchor, code, codes, page, table } from '../markdown.js'
import type { EventFact, Project } from '../project.js'
import { eventMap } from './event-map.js'

/** docs/generated/events.md: every event, who emits it, who listens, and what it carries. */
export function eventsPage({ modules, events }: Project): GeneratedFile {
  const manifests = modules.map(({ manifest }) => manifest)
  const emitters = (type: string): string[] =>
    manifests.filter(({ exposes }) => exposes.events.includes(type)).map(({ name }) => name)
  const listeners = (type: string): string[] =>
    manifests.filter(({ consumes }) => consumes.includes(type)).map(({ name }) => name)
  const section = (event: EventFact): string =>
    [
      `## ${event.type}`,
      event.description,
      `Version ${event.version}, stream ${code(event.stream)}. Emitted by ${codes(emitters(event.type))}; ` +
        `heard by ${codes(listeners(event.type))}. Declared in ${code(event.file)}.`,
      table(
        ['Field', 'Type', 'What it is'],
        event.fields.map(({ name, type, description }) => [code(name), code(type), description]),
      ),
    ]
      .filter(Boolean)
      .join('\n\n')
  return {
    path: 'docs/generated/events.md',
    content: page(
      'Events',
      'What modules tell each other. Each event travels as a CloudEvents 1.0 envelope; the tables show its `data`.',
      table(
        ['Event', 'Emitted by', 'Heard by'],
        events.map(({ type }) => [`[${type}](#${anchor(type)})`, codes(emitters(type)), codes(listeners(type))]),
      ),
      ...eventMap(manifests, events),
      ...events.map(section),
    ),
  }
}
