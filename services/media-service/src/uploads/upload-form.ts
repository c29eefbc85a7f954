import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { Busboy } from '@fastify/busboy'
import { bodyTooLarge, Refusal } from '@quark/service-kit'

/** The file of a form, as it comes. */
export interface IncomingFile {
  readonly name: string | undefined
  readonly content: Readable
}

const LIMITS = { fields: 0, files: 1, parts: 1, headerPairs: 20, headerSize: 8192 }
/** How long the rest of a form that was refused is read and thrown away, so that the client gets to read the answer. */
const LINGER_MS = 10_000

/** A multipart form (RFC 7578) with one file in one field, read as it comes and kept nowhere. */
export class UploadForm {
  private readonly broken = new AbortController()
  private readonly begun = Promise.withResolvers<IncomingFile>()
  private readonly ended = Promise.withResolvers<void>()

  /**
   * @param field the only field that the form may have
   * @param limit bytes of the whole form, with what is before and behind its parts
   * @throws Refusal 400 `form-invalid`
   */
  constructor(
    private readonly request: IncomingMessage,
    private readonly field: string,
    limit: number,
  ) {
    // Who waits for the one may never come to wait for the other.
    this.begun.promise.catch(() => {})
    this.ended.promise.catch(() => {})
    const parser = parserOf(request)
    parser.on('file', (name, content, filename) => {
      // What breaks the form breaks its file; without this it would end the process.
      content.on('error', () => {})
      this.signal.addEventListener('abort', () => content.destroy(this.signal.reason))
      if (name !== field) return this.fail(otherField(field))
      this.begun.resolve({ name: filename, content })
    })
    for (const event of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) {
      parser.on(event, () => this.fail(otherField(field)))
    }
    let seen = 0
    request.on('data', (chunk: Buffer) => {
      seen += chunk.length
      if (seen > limit) this.fail(bodyTooLarge(limit))
    })
    parser.once('finish', () => this.finish())
    parser.once('error', () => this.fail(invalid('The form is cut off or is no multipart/form-data.')))
    request.once('close', () => request.readableEnded || this.fail(gone()))
    // Not `pipeline`: it would destroy the request, and the connection with it, before the answer is sent.
    request.pipe(parser)
  }

  /** Aborted, with what is wrong, as soon as something is. */
  get signal(): AbortSignal {
    return this.broken.signal
  }

  /** @throws Refusal 400 `form-invalid` */
  file(): Promise<IncomingFile> {
    return this.begun.promise
  }

  /** Resolves when the form has come to its end with nothing else in it. @throws Refusal 400 `form-invalid` */
  end(): Promise<void> {
    return this.ended.promise
  }

  /** To be called in any case: what is left of the form is read and thrown away for a while, then the connection is cut. */
  leave(): void {
    this.fail(gone())
    if (this.request.complete || this.request.destroyed) return
    this.request.unpipe()
    this.request.resume()
    const cut = setTimeout(() => this.request.destroy(), LINGER_MS)
    cut.unref()
    this.request.once('close', () => clearTimeout(cut))
  }

  private finish(): void {
    this.begun.reject(otherField(this.field))
    this.ended.resolve()
  }

  private fail(error: Refusal): void {
    this.begun.reject(error)
    this.ended.reject(error)
    this.broken.abort(error)
  }
}

function parserOf(request: IncomingMessage) {
  try {
    const headers = { 'content-type': '', ...request.headers }
    return new Busboy({ headers, limits: LIMITS, isPartAFile: () => true })
  } catch {
    throw invalid('The form has no boundary.')
  }
}

const invalid = (detail: string): Refusal => Refusal.invalid('form-invalid', [], detail)
const gone = (): Refusal => invalid('The upload was broken off.')
const otherField = (field: string): Refusal =>
  Refusal.invalid(
    'form-invalid',
    [{ field, code: 'invalid', message: 'must be the only field, with one file' }],
    `Send one file in the field ${field}, and nothing else.`,
  )
