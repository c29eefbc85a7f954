import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { RenderedPage } from './page-renderer.js'

type Headers = Record<string, string | string[]>

/** One way in which a page is sent. */
export interface Variant {
  readonly etag: string
  readonly headers: Headers
  readonly body: Buffer
}

/** Good and still fast: a page of 30 KB takes a millisecond or two. */
const BROTLI_QUALITY = 5
const WORTH_COMPRESSING = 1024
const TEXT = /^(?:text\/|application\/(?:[\w.+-]*\+)?(?:xml|json))/
/** What a page depends on beside its address. */
const VARY = 'Cookie, Accept-Language, Accept-Encoding'

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

/** A page that is ready to be sent, as it is and compressed. */
export class PageAnswer {
  readonly status: number
  private readonly identity: Variant
  private brotli: Variant | undefined
  private gzip: Variant | undefined
  private readonly digest: string

  /** @param modifiedAt when this content was first seen; sent for what readers of feeds ask again and again */
  constructor(
    private readonly page: RenderedPage,
    private readonly modifiedAt?: Date,
  ) {
    this.status = page.status
    this.digest = digestOf(page)
    this.identity = this.variant(page.body)
  }

  /** Makes the compressed variants, off the event loop. Before it is done the page is sent as it is. */
  async compress(): Promise<void> {
    const { body, headers } = this.page
    if (body.length < WORTH_COMPRESSING || !TEXT.test(String(headers['content-type'] ?? ''))) return
    const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY }
    const [brotli, gzipped] = await Promise.all([toBrotli(body, { params }), toGzip(body)])
    this.brotli = this.variant(brotli, 'br')
    this.gzip = this.variant(gzipped, 'gzip')
  }

  /** The variant that an `Accept-Encoding` header asks for (RFC 9110, 12.5.3). */
  variantFor(acceptEncoding: string | undefined): Variant {
    if (acceptEncoding === undefined) return this.identity
    if (this.brotli && accepts(acceptEncoding, BROTLI)) return this.brotli
    if (this.gzip && accepts(acceptEncoding, GZIP)) return this.gzip
    return this.identity
  }

  /** Whether a reader has this content already (RFC 9110, 13.2.2: an ETag counts before a date). */
  isKnownTo(ifNoneMatch: string | undefined, ifModifiedSince: string | undefined): boolean {
    if (this.status !== 200) return false
    if (ifNoneMatch !== undefined) return ifNoneMatch.includes(this.digest) || ifNoneMatch.trim() === '*'
    if (ifModifiedSince === undefined || !this.modifiedAt) return false
    return this.modifiedAt.getTime() <= Date.parse(ifModifiedSince)
  }

  /** Bytes that it holds. */
  get size(): number {
    const { identity, brotli, gzip: gzipped } = this
    return identity.body.length + (brotli?.body.length ?? 0) + (gzipped?.body.length ?? 0) + OVERHEAD
  }

  private variant(body: Buffer, encoding?: 'br' | 'gzip'): Variant {
    const etag = `"${this.digest}${encoding ? `-${encoding}` : ''}"`
    const headers: Headers = {
      ...this.page.headers,
      'content-length': String(body.length),
      vary: VARY,
      ...(this.status === 200 && { etag }),
      ...(encoding && { 'content-encoding': encoding }),
      ...(this.modifiedAt && { 'last-modified': this.modifiedAt.toUTCString() }),
    }
    return { etag, headers, body }
  }
}

/** Headers and the index, roughly. */
const OVERHEAD = 4096

const BROTLI = /\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/
const GZIP = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/
const accepts = (header: string, coding: RegExp): boolean => coding.test(header)

/** Strong: the same bytes with the same headers. 16 characters of base64url are 96 bits. */
export const digestOf = ({ body, headers }: RenderedPage): string =>
  createHash('sha256').update(body).update(JSON.stringify(headers)).digest('base64url').slice(0, 16)
