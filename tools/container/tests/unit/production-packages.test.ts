import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { productionPackages } from '../../production-packages.mjs'

describe('the packages that a workspace runs with', () => {
  it('are what it depends on, and what that depends on, with its workspaces', () => {
    const packages = {
      'services/poll': { dependencies: { '@quark/kit': '1', zod: '4' }, devDependencies: { vitest: '5' } },
      'node_modules/@quark/kit': { link: true, resolved: 'packages/kit' },
      'packages/kit': { dependencies: { pino: '10' } },
      'node_modules/pino': { dependencies: { 'sonic-boom': '4' } },
      'node_modules/sonic-boom': {},
      'node_modules/zod': {},
      'node_modules/vitest': {},
    }
    expect(productionPackages(packages, 'services/poll')).toEqual([
      'node_modules/@quark/kit',
      'node_modules/pino',
      'node_modules/sonic-boom',
      'node_modules/zod',
      'packages/kit',
      'services/poll',
    ])
  })

  it('are found where Node finds them: the nearest one, of another version than above', () => {
    const packages = {
      'services/poll': { dependencies: { a: '1' } },
      'node_modules/a': { dependencies: { b: '2' } },
      'node_modules/a/node_modules/b': { dependencies: { c: '1' } },
      'node_modules/b': {},
      'node_modules/c': {},
    }
    expect(productionPackages(packages, 'services/poll')).toEqual([
      'node_modules/a',
      'node_modules/a/node_modules/b',
      'node_modules/c',
      'services/poll',
    ])
  })

  it('are with the peers that a package needs, and without those that it may have', () => {
    const packages = {
      'services/poll': { dependencies: { a: '1' } },
      'node_modules/a': { peerDependencies: { b: '*', c: '*' }, peerDependenciesMeta: { c: { optional: true } } },
      'node_modules/b': {},
      'node_modules/c': {},
    }
    expect(productionPackages(packages, 'services/poll')).toEqual(['node_modules/a', 'node_modules/b', 'services/poll'])
  })

  it('are without those that are left out, and without optional ones that are for another system', () => {
    const packages = {
      'services/poll': { dependencies: { a: '1' }, optionalDependencies: { 'a-windows': '1', server: '1' } },
      'node_modules/a': { dependencies: { a: '1' } },
      'node_modules/server': {},
    }
    expect(productionPackages(packages, 'services/poll', (name) => name === 'server')).toEqual([
      'node_modules/a',
      'services/poll',
    ])
  })

  it('cannot be told when one is not in the lockfile', () => {
    expect(() => productionPackages({ 'services/poll': { dependencies: { a: '1' } } }, 'services/poll')).toThrow(
      'package-lock.json has no a, which services/poll needs: run npm install.',
    )
    expect(() => productionPackages({}, 'services/poll')).toThrow('knows no workspace services/poll')
  })

  it('of the web are without what builds it', () => {
    const lock = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../../package-lock.json'), 'utf8'))
    const names = productionPackages(lock.packages, 'services/web')
    expect(names).toContain('node_modules/sharp')
    for (const tool of ['vite', 'svelte', 'typescript', 'vitest', '@sveltejs/kit', 'tailwindcss']) {
      expect(names).not.toContain(`node_modules/${tool}`)
    }
  })
})
