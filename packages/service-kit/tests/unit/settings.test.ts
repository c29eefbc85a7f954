import { Settings, SettingsError } from '@quark/service-kit'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

class Config extends Settings({
  PAGE_SIZE: z.coerce.number().int().max(100).default(20).describe('Posts on a page.'),
  SECRET: z.string().min(8).describe('A secret.'),
}) {}

describe('Settings', () => {
  it('reads what is set and fills in the rest; an empty value counts as not set', () => {
    const config = new Config({ SECRET: 'long enough', PAGE_SIZE: '' })
    expect(config).toMatchObject({ SECRET: 'long enough', PAGE_SIZE: 20 })
    expect(new Config({ SECRET: 'long enough', PAGE_SIZE: '50' }).PAGE_SIZE).toBe(50)
  })

  it('names every setting at fault and what it is for', () => {
    const read = () => new Config({ PAGE_SIZE: '1000' })
    expect(read).toThrow(SettingsError)
    expect(read).toThrow(/PAGE_SIZE.*Posts on a page.*SECRET.*A secret/s)
  })

  it('describes itself', () => {
    expect(Config.docs).toEqual([
      { name: 'PAGE_SIZE', description: 'Posts on a page.', required: false, default: '20' },
      { name: 'SECRET', description: 'A secret.', required: true, default: undefined },
    ])
  })
})
