/** There is no space for more objects: the disk is full, or a quota is used up. Nothing of the put is kept. */
export class ObjectStoreFull extends Error {
  override readonly name = 'ObjectStoreFull'
  constructor(where: string, cause?: unknown) {
    super(`There is no space left for objects in ${where}: free some, or give it more.`, { cause })
  }
}
