import { describe, expect, it } from 'vitest'
import { assertRoomForOne } from '../../src/__things__/__things__.rules.js'

describe('the limit for one person', () => {
  it('lets a person have as many as the limit says', () => {
    expect(() => assertRoomForOne(2, 3)).not.toThrow()
  })

  it('refuses one more', () => {
    expect(() => assertRoomForOne(3, 3)).toThrow(expect.objectContaining({ status: 409, code: 'too-many-__things__' }))
  })
})
