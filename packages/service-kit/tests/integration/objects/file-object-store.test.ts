import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createObjectStore } from '@quark/service-kit'
import { describe } from 'vitest'
import { objectStoreContract } from './object-store-contract.js'

describe('objects in files', () =>
  objectStoreContract(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'quark-objects-'))
    const env = { OBJECTS_DIR: folder }
    return {
      env,
      async open(module) {
        const store = await createObjectStore(env, module)
        await store.open()
        return store
      },
      halfPuts: async (module) => readdirSync(join(folder, module, 'incoming')),
      stop: async () => rmSync(folder, { recursive: true, force: true }),
    }
  }))
