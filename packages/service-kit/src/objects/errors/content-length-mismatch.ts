/** A put was given more or fewer bytes than it was told. Nothing of it is kept. */
export class ContentLengthMismatch extends Error {
  override readonly name = 'ContentLengthMismatch'
  constructor(key: string, said: number, came: number) {
    super(`${said} bytes were to come for ${JSON.stringify(key)}, but ${came > said ? 'more' : `only ${came}`} did.`)
  }
}
