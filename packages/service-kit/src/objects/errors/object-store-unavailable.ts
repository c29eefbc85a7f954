/** Objects cannot be had or kept now. The message says which store, what it answered and what to look at. */
export class ObjectStoreUnavailable extends Error {
  override readonly name = 'ObjectStoreUnavailable'
}
