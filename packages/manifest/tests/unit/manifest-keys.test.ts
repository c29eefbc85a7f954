import { describe, expect, it } from 'vitest'
import { manifestKeys } from '../../src/index.js'

describe('the reference of keys', () => {
  it('has every key, those of groups and of list entries too', () => {
    const keys = manifestKeys().map(({ key }) => key)
    expect(keys).toEqual(
      expect.arrayContaining(['name', 'http.port', 'exposes[].api', 'requires[].grpc', 'consumes[].events']),
    )
  })

  it('describes each', () => {
    expect(manifestKeys().filter(({ description }) => !description.endsWith('.'))).toEqual([])
  })

  it('names a reader of each top-level key', () => {
    const silent = manifestKeys().filter(
      ({ key, description }) => /^[a-z_]+$/.test(key) && !description.includes('Read by'),
    )
    expect(silent).toEqual([])
  })

  it('tells what must be there from what may', () => {
    const required = new Map(manifestKeys().map((row) => [row.key, row.required]))
    expect(required.get('version')).toBe(true)
    expect(required.get('env')).toBe(false)
    expect(required.get('exposes[].limit')).toBe(false)
  })
})
