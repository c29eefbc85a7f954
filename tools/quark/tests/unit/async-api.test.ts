import { resolve } from 'node:path'
import schema from '@asyncapi/specs/schemas/3.0.0.json' with { type: 'json' }
import { Ajv } from 'ajv'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { asyncApiFile } from '../../src/gen/docs/async-api.js'
import type { Project } from '../../src/gen/project.js'
import { readProject } from '../../src/gen/read/project.js'

interface Document {
  channels: Record<string, { address: string }>
  operations: Record<string, { action: string }>
}

describe('asyncapi.yaml', () => {
  let project: Project
  let document: Document
  beforeAll(async () => {
    project = await readProject(resolve(import.meta.dirname, '../../../..'))
    document = parse(asyncApiFile(project).content) as Document
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
})
