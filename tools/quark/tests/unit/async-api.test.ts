import { resolve } from 'node:path'
import schema from '@asyncapi/specs/schemas/3.0.0.json' with { type: 'json' }
import { Ajv, type ValidateFunction } from 'ajv'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { asyncApiFile } from '../../src/gen/docs/async-api.js'
import type { Project } from '../../src/gen/project.js'
import { readProject } from '../../src/gen/read/project.js'

interface Document {
  info: { version: string }
  channels: Record<string, { address: string }>
  operations: Record<string, { action: string }>
  components: { messages: Record<string, { payload: object }> }
}

describe('asyncapi.yaml', () => {
  let project: Project
  let document: Document
  beforeAll(async () => {
    project = await readProject(resolve(import.meta.dirname, '../../../..'))
    document = parse(asyncApiFile(project).content) as Document
  })

  const userUpdated = {
    specversion: '1.0',
    id: '0199f0a2-5b7e-7c31-9d7a-0f4c1f5f2b11',
    source: '/user-service',
    type: 'user.updated',
    version: 1,
    time: '2026-11-22T18:04:05.123Z',
    datacontenttype: 'application/json',
    data: { userId: '0199f0a0-1c2d-7e3f-8a4b-5c6d7e8f9a0b', username: 'ada', name: 'Ada', locale: 'en', revision: 2 },
  }
  const payloadOf = (message: string): ValidateFunction =>
    new Ajv({ strict: false, validateFormats: false }).addSchema(document, 'asyncapi').compile({
      $ref: `asyncapi#/components/messages/${message}/payload`,
    })

  it('is AsyncAPI 3.0 by the official schema', () => {
    const validate = new Ajv({ meta: false, strict: false, validateFormats: false, logger: false }).compile(schema)
    validate(document)
    expect(validate.errors ?? []).toEqual([])
    validate({ ...document, channels: { broken: { address: 1 } } })
    expect(validate.errors).not.toBeNull()
  })

  it('has every event at its address, and who sends and who receives it', () => {
    expect(Object.values(document.channels).map(({ address }) => address)).toEqual(
      project.events.map(({ stream, type }) => `${stream}.${type}`),
    )
    expect(document.operations['user-service-send-user-updated']).toMatchObject({ action: 'send' })
    expect(document.operations['blog-service-receive-user-updated']).toMatchObject({ action: 'receive' })
  })

  it('fits an event as it travels, also one with a field that came later', () => {
    const fits = payloadOf('user-updated')
    expect(fits(userUpdated) || fits.errors).toBe(true)
    const newer = { ...userUpdated, data: { ...userUpdated.data, pronouns: 'she' } }
    expect(fits(newer) || fits.errors).toBe(true)
  })

  it('does not fit another event, another version, another source or data that lacks a field', () => {
    const fits = payloadOf('user-updated')
    const { name: _, ...nameless } = userUpdated.data
    for (const change of [
      { type: 'user.created' },
      { version: 2 },
      { source: '/web' },
      { id: 7 },
      { data: nameless },
    ]) {
      expect(fits({ ...userUpdated, ...change }), JSON.stringify(change)).toBe(false)
    }
  })

  it('says of a field what its doc comment says', () => {
    expect(document.components.messages['user-updated']).toMatchObject({
      payload: {
        allOf: [
          {},
          {
            properties: {
              data: { properties: { revision: { description: expect.stringMatching(/^Grows with each change/) } } },
            },
          },
        ],
      },
    })
  })
})
