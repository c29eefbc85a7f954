import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'

/** What a page was made of. */
export interface PageNotes {
  /** The paths of the API that were asked, and every id in the answers. */
  readonly reads: Set<string>
  /** False when something that belongs on the page did not come. */
  whole: boolean
}

/** A page as the application made it. */
export interface RenderedPage extends PageNotes {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly body: Buffer
}

/** The built application: answers a request of Node's own kind. */
export type PagesHandler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

const notes = new WeakMap<IncomingMessage, PageNotes>()

/** Where the application notes what the page for this request is made of; undefined when nobody wants to know. */
export const notesOf = (request: IncomingMessage | undefined): PageNotes | undefined => request && notes.get(request)

/**
 * Renders a page by a request of our own, which carries these headers and nothing else of the reader's: what is not in it
 * cannot get into a page that others are shown.
 */
export function renderPage(pages: PagesHandler, url: string, headers: Record<string, string>): Promise<RenderedPage> {
  const request = Object.assign(new IncomingMessage(new Socket()), { method: 'GET', url, headers })
  request.push(null)
  const made: PageNotes = { reads: new Set(), whole: true }
  notes.set(request, made)
  return new Promise((resolve, reject) => {
    const response = new CapturedResponse(request, (body) =>
      resolve({ ...made, status: response.statusCode, headers: headersOf(response), body }),
    )
    response.once('error', reject)
    pages(request, response, () => response.writeHead(404).end())
  })
}

/** Keeps what is written to it. */
class CapturedResponse extends ServerResponse {
  private readonly chunks: Buffer[] = []

  constructor(
    request: IncomingMessage,
    private readonly onEnd: (body: Buffer) => void,
  ) {
    super(request)
  }

  override write(chunk: string | Uint8Array): boolean {
    this.chunks.push(Buffer.from(chunk as Uint8Array))
    return true
  }

  override end(chunk?: unknown): this {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) this.write(chunk)
    this.onEnd(Buffer.concat(this.chunks))
    return this
  }

  override destroy(error?: Error): this {
    this.emit('error', error ?? new Error('The page broke off.'))
    return this
  }
}

const headersOf = (response: ServerResponse): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(response.getHeaders()).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'number' ? String(value) : (value as string | string[])]],
    ),
  )
