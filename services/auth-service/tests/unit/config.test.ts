import { describe, expect, it } from 'vitest'
import { permissionsOf } from '../../src/accounts/accounts.rules.js'
import { AuthConfig } from '../../src/config.js'

const env = (more: Record<string, string> = {}) => ({ SECRET_KEY: 'k'.repeat(32), ...more })

describe('the settings', () => {
  it('ask for a secret and have a default for everything else', () => {
    expect(() => new AuthConfig({})).toThrow(/SECRET_KEY/)
    expect(new AuthConfig(env())).toMatchObject({
      BCRYPT_COST: 12,
      ACCESS_TOKEN_SECONDS: 900,
      REFRESH_GRACE_SECONDS: 10,
    })
  })

  it('allow a cheap hash under test alone', () => {
    expect(() => new AuthConfig(env({ BCRYPT_COST: '9' }))).toThrow(/BCRYPT_COST/)
    expect(() => new AuthConfig(env({ BCRYPT_COST: '9', NODE_ENV: 'production' }))).toThrow(/BCRYPT_COST/)
    expect(new AuthConfig(env({ BCRYPT_COST: '9', NODE_ENV: 'test' })).BCRYPT_COST).toBe(9)
    expect(new AuthConfig(env({ BCRYPT_COST: '10' })).BCRYPT_COST).toBe(10)
  })

  it('refuse a short secret', () => {
    expect(() => new AuthConfig({ SECRET_KEY: 'short' })).toThrow(/SECRET_KEY/)
  })

  it('say what each of them is', () => {
    for (const { name, description } of AuthConfig.docs) expect(description, name).toMatch(/\w/)
  })
})

describe('permissions', () => {
  it('are those of all roles together, and none for a role that nobody knows', () => {
    expect(permissionsOf(['member'])).toEqual(['comments:write', 'posts:write'])
    expect(permissionsOf(['moderator', 'admin'])).toEqual(['content:moderate', 'platform:manage'])
    expect(permissionsOf(['emperor'])).toEqual([])
  })
})
