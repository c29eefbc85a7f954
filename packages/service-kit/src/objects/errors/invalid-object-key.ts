/** A key, or the prefix of a list, that breaks the rules of `ObjectStore`. Keys are made by code: this is a bug. */
export class InvalidObjectKey extends Error {
  override readonly name = 'InvalidObjectKey'
  constructor(key: string, reason: string) {
    super(`${JSON.stringify(key.slice(0, 200))} is no key of an object: it ${reason}.`)
  }
}
