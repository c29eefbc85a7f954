import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { socketApiFile } from '../../src/gen/docs/socket-api.js'
import { aProject } from './facts.js'

describe('the AsyncAPI document of the socket', () => {
  const document = parse(socketApiFile(aProject([])).content)

  it('has every frame of both sides, with what it means and its shape', () => {
    const { messages } = document.components
    expect(Object.keys(messages)).toEqual(
      expect.arrayContaining(['client-send', 'client-read', 'server-read', 'server-ack']),
    )
    for (const message of Object.values<{ description: string; payload: { required: string[] } }>(messages)) {
      expect(message.description).toMatch(/\.$/)
      expect(message.payload.required).toContain('type')
    }
    expect(messages['client-send'].payload).toMatchObject({
      properties: { type: { const: 'send' }, clientId: { format: 'uuid' } },
      additionalProperties: false,
    })
  })

  it('says of each frame who sends it', () => {
    const { receive, send } = document.operations
    const keys = (operation: { messages: { $ref: string }[] }) =>
      operation.messages.map(({ $ref }) => $ref.split('/').at(-1))
    expect(keys(receive).every((key) => key?.startsWith('client-'))).toBe(true)
    expect(keys(send).every((key) => key?.startsWith('server-'))).toBe(true)
    expect(keys(receive).length + keys(send).length).toBe(Object.keys(document.channels.socket.messages).length)
  })
})
