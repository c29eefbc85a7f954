/** There is no object under this key. */
export class ObjectNotFound extends Error {
  override readonly name = 'ObjectNotFound'
  constructor(readonly key: string) {
    super(`There is no object ${JSON.stringify(key)}.`)
  }
}
