import type { IncomingMessage, ServerResponse } from 'node:http'
import { Inject, Injectable } from '@nestjs/common'
import { edgeOf, HOST, type Host, LOGGER, type Logger, Refusal, sendProblem, uuidv7 } from '@quark/service-kit'
import { LRUCache } from 'lru-cache'
import { type CardPost, cardPath, cardTextOf, postOfCard } from './card.rules.js'
import { CardPostsClient } from './card-posts.client.js'
import { CardStudio } from './card-studio.js'

const KEPT_BYTES = 8 * 1024 * 1024
const YEAR = 'public, max-age=31536000, immutable'

/** The pictures that stand for posts elsewhere. Each is drawn once while it is remembered. */
@Injectable()
export class Cards {
  private readonly drawn = new LRUCache<string, Buffer>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ length }) => length,
  })
  private readonly drawing = new Map<string, Promise<Buffer>>()

  constructor(
    private readonly posts: CardPostsClient,
    private readonly studio: CardStudio,
    @Inject(HOST) private readonly host: Host,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Answers a request below `/cards/`. */
  answer(request: IncomingMessage, response: ServerResponse): void {
    this.send(request, response).catch((error: unknown) => {
      if (!(error instanceof Refusal)) this.log.error({ err: error, path: request.url }, 'a card failed')
      sendProblem(request, response, error instanceof Refusal ? error : new Refusal(500, 'internal-error'))
    })
  }

  private async send(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = '/', socket } = request
    const id = postOfCard(url)
    if (id === undefined || (method !== 'GET' && method !== 'HEAD')) throw Refusal.notFound('card')
    const edge = edgeOf(request, this.host.internalKey)
    // Asked each time: the card of a post that was withdrawn is withdrawn too, and reading a post is cheap.
    const post = await this.posts.read(id, edge ?? { clientIp: socket.remoteAddress ?? '', requestId: uuidv7() })
    const path = cardPath(post)
    if (path !== url.split('?', 1)[0]) {
      response.writeHead(307, { location: path, 'cache-control': 'no-cache', 'content-length': '0' }).end()
      return
    }
    const png = this.drawn.get(path) ?? (await this.draw(path, post))
    const headers = { 'content-type': 'image/png', 'content-length': png.length, 'cache-control': YEAR }
    response.writeHead(200, { ...headers, 'cross-origin-resource-policy': 'cross-origin' })
    response.end(method === 'HEAD' ? undefined : png)
  }

  private draw(path: string, post: CardPost): Promise<Buffer> {
    const running = this.drawing.get(path)
    if (running) return running
    const started = this.studio.draw(cardTextOf(post)).then((png) => {
      this.drawn.set(path, png)
      return png
    })
    this.drawing.set(path, started)
    const end = (): void => void this.drawing.delete(path)
    started.then(end, end)
    return started
  }
}
