import { describe, expect, it } from 'vitest'
import { eventMap } from '../../src/gen/docs/event-map.js'
import { aModule, anEvent } from './facts.js'

const MODULES = [
  aModule({ name: 'poll-service', exposes: [{ events: ['poll.created', 'poll.end'] }] }),
  aModule({
    name: 'quiz-service',
    exposes: [{ events: ['user.scored'] }],
    consumes: [{ events: ['poll.created', 'user.scored'] }],
  }),
].map(({ manifest }) => manifest)
const EVENTS = [anEvent('poll.created'), anEvent('poll.end'), anEvent('user.scored', { stream: 'auth' })]

describe('the event map', () => {
  const text = eventMap(MODULES, EVENTS).join('\n')
  const diagrams = [...text.matchAll(/### Stream (\w+)\n```mermaid\n([\s\S]*?)```/g)].map(([, stream, code]) => ({
    stream,
    lines: code?.trimEnd().split('\n') ?? [],
  }))

  it('has a diagram for each stream, with the arrows of its events alone', () => {
    expect(diagrams.map(({ stream }) => stream)).toEqual(['auth', 'posts'])
    expect(diagrams[1]?.lines.filter((line) => line.includes('-->'))).toEqual([
      '  from_poll_service --> event_poll_created',
      '  from_poll_service --> event_poll_end',
      '  event_poll_created --> to_quiz_service',
    ])
  })

  it('puts a module that emits and listens on both sides', () => {
    expect(diagrams[0]?.lines).toContain('  from_quiz_service["quiz-service"]')
    expect(diagrams[0]?.lines).toContain('  to_quiz_service["quiz-service"]')
  })

  it('is Mermaid: a header, nodes with quoted labels, and arrows between nodes that are there', () => {
    for (const { lines } of diagrams) {
      const [header, ...rest] = lines
      expect(header).toBe('flowchart LR')
      const nodes = rest.map((line) => /^ {2}(\w+)(?:\["[^"]+"\]|\(\["[^"]+"\]\))$/.exec(line)?.[1])
      const arrows = rest.map((line) => /^ {2}(\w+) --> (\w+)$/.exec(line))
      rest.forEach((line, index) => {
        expect(nodes[index] ?? arrows[index], line).toBeTruthy()
      })
      for (const end of arrows.flatMap((arrow) => arrow?.slice(1) ?? [])) expect(nodes).toContain(end)
    }
  })

  it('is left out when there are no events', () => expect(eventMap(MODULES, [])).toEqual([]))
})
