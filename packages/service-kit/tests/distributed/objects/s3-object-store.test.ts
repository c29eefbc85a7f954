import { describe, inject } from 'vitest'
import { objectStoreContract } from '../../integration/objects/object-store-contract.js'
import { s3Stand } from './s3-stand.js'

const env = inject('s3')

describe.skipIf(!env)('objects in S3', () => objectStoreContract(() => s3Stand(env ?? {})))
