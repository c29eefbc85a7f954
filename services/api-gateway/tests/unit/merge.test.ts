import { describe, expect, it } from 'vitest'
import { mergeApis } from '../../src/docs/merge.js'

const api = (module: string, path: string, schemas = {}) => ({
  module,
  description: `${module} does things.`,
  document: {
    paths: { [path]: { get: { tags: ['Own'], operationId: module, responses: { 200: { description: '' } } } } },
    components: { schemas },
  },
})

describe('merging API documents', () => {
  it('puts every operation under its module and adds the answer of errors', () => {
    const merged = mergeApis([api('one-service', '/api/v1/one'), api('two-service', '/api/v1/two')], '1.2.3')

    expect(Object.keys(merged.paths ?? {})).toEqual(['/api/v1/one', '/api/v1/two'])
    expect(merged.paths?.['/api/v1/two']?.get).toEqual({
      tags: ['two-service'],
      operationId: 'two-service',
      responses: { 200: { description: '' }, default: { $ref: '#/components/responses/Problem' } },
    })
    expect(merged.tags).toContainEqual({ name: 'one-service', description: 'one-service does things.' })
    expect(merged.info?.version).toBe('1.2.3')
  })

  it('keeps named schemas, and refuses one name for two of them', () => {
    const one = api('one-service', '/api/v1/one', { Thing: { type: 'string' } })
    expect(mergeApis([one], '1.0.0').components?.schemas).toMatchObject({ Thing: { type: 'string' } })
    const two = api('two-service', '/api/v1/two', { Thing: { type: 'number' } })
    expect(() => mergeApis([one, two], '1.0.0')).toThrow('two-service and one-service both name a schema Thing')
    expect(() => mergeApis([api('x-service', '/x', { Problem: {} })], '1.0.0')).toThrow('the gateway')
  })
})
