import { it } from 'vitest'
import { type ObjectStand, openStand } from './object-stand.js'
import { puttingContract } from './putting-contract.js'
import { readingContract } from './reading-contract.js'

/** What every driver does. */
export function objectStoreContract(start: () => Promise<ObjectStand>): void {
  const open = openStand(start)
  readingContract(open)
  puttingContract(open)
  it('is ready', () => open.store().check())
}
