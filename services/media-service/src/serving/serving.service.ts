import { Readable } from 'node:stream'
import { Injectable } from '@nestjs/common'
import {
  type ByteRange,
  type Caller,
  ObjectStore,
  ObjectStoreUnavailable,
  RangeNotSatisfiable,
  Refusal,
} from '@quark/service-kit'
import { hashOf, keyOf, type Medium } from '../media/media.rules.js'
import { MediaService } from '../media/media.service.js'
import { etagOf, fileNamed, headersOf, isKnown, rangeOf, type ServedFile } from './serving.rules.js'
import type { FileRequest } from './serving.schema.js'

/** What a request for a file is answered with. */
export interface FileAnswer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body?: Readable
}

/** The files themselves, passed on from the store as they are read. */
@Injectable()
export class ServingService {
  constructor(
    private readonly media: MediaService,
    private readonly objects: ObjectStore,
  ) {}

  /** @throws Refusal 404 for what there is not, or not for this caller; 503 while it is being made */
  async serve(request: FileRequest, caller: Caller | undefined): Promise<FileAnswer> {
    const medium = await this.media.seenBy(request.id, caller)
    const file = hashOf(medium) === request.hash ? fileNamed(medium, request.file) : undefined
    if (!file || medium.state === 'failed') throw Refusal.notFound('media')
    if (medium.state === 'processing') throw Refusal.unavailable('media', 1)
    const headers = headersOf(medium, file)
    const etag = etagOf(medium, file)
    if (isKnown(request.ifNoneMatch, etag)) return { status: 304, headers: withoutBody(headers) }
    if (request.head) {
      // Of an answer to HEAD without any body Fastify says that it has no bytes.
      return { status: 200, headers: { ...headers, 'content-length': String(file.bytes) }, body: Readable.from([]) }
    }
    return this.content(medium, file, headers, rangeOf(request.range, request.ifRange, etag))
  }

  private async content(
    medium: Medium,
    file: ServedFile,
    headers: Record<string, string>,
    range: ByteRange | undefined,
  ): Promise<FileAnswer> {
    try {
      const { stream: body, size, range: part } = await this.objects.get(keyOf(medium.id, file.name), { range })
      const bytes = part ? part.last - part.first + 1 : size
      const sized = { ...headers, 'content-length': String(bytes) }
      if (!part) return { status: 200, headers: sized, body }
      return { status: 206, headers: { ...sized, 'content-range': `bytes ${part.first}-${part.last}/${size}` }, body }
    } catch (error) {
      if (error instanceof ObjectStoreUnavailable) throw Refusal.unavailable('object-store')
      if (!(error instanceof RangeNotSatisfiable)) throw error
      return { status: 416, headers: { ...withoutBody(headers), 'content-range': `bytes */${error.size}` } }
    }
  }
}

/** An answer without content says nothing of its type and its use. */
function withoutBody({ 'content-type': _type, 'content-disposition': _use, ...headers }: Record<string, string>) {
  return headers
}
