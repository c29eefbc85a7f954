/** The range begins beyond the end of the object, or is of no bytes. Over HTTP: 416. */
export class RangeNotSatisfiable extends Error {
  override readonly name = 'RangeNotSatisfiable'
  constructor(
    readonly key: string,
    /** Bytes of the whole object. */
    readonly size: number,
  ) {
    super(`The range is outside of the ${size} bytes of ${JSON.stringify(key)}.`)
  }
}
