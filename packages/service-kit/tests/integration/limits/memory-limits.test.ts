import { RateLimits } from '@quark/service-kit'
import { describe } from 'vitest'
import { limitsContract } from './limits-contract.js'

describe('limits in this process', () => {
  limitsContract(async () => new RateLimits())
})
