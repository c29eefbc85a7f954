/** A put was given more or fewer bytes than it was told. Nothing of it is kept. */
export class ContentLengthMismatch extends Error {
  override readonly name = 'ContentLengthMismatch'
  constructor(said: number, came: number) {
    super(`${said} bytes were to come, but ${came > said ? 'more' : `only ${came}`} did.`)
  }
}
