import type { IncomingMessage, ServerResponse } from 'node:http'
import { Inject, Injectable } from '@nestjs/common'
import { LOGGER, type Logger, REQUEST_ID_HEADER, Refusal, sendProblem } from '@quark/service-kit'
import { preferencesIn } from '../preferences.js'
import { sessionIdIn } from '../sessions/session-cookie.js'
import { FirstSeen } from './first-seen.js'
import { digestOf, PageAnswer } from './page-answer.js'
import { type PagesHandler, type RenderedPage, renderPage } from './page-renderer.js'
import { type Beginning, PageStore } from './page-store.js'
import { type PublicPath, publicPathOf } from './public-path.rules.js'

/** The name of this cache in `Cache-Status` (RFC 9211). */
const CACHE = 'quark-web'

/** A request for which `pathFor` gave a path. */
interface PublicRequest {
  readonly pages: PagesHandler
  readonly path: PublicPath
  /** What the application must know of the connection. */
  readonly forHandler: () => Record<string, string>
  /** The address of the site for this reader. */
  readonly origin: string
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

interface Made {
  readonly answer: PageAnswer
  readonly stored: boolean
}

interface Making {
  readonly begun: Beginning
  readonly made: Promise<Made>
}

/** Public pages for readers without a session: rendered once, sent from memory until something on them changes. */
@Injectable()
export class PublicPages {
  private readonly making = new Map<string, Making>()

  constructor(
    private readonly store: PageStore,
    private readonly firstSeen: FirstSeen,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** The public page that is asked for, when nothing personal can be on it. */
  pathFor({ method, url = '/', headers }: IncomingMessage): PublicPath | undefined {
    if (method !== 'GET' && method !== 'HEAD') return undefined
    const path = publicPathOf(url)
    if (!path || path.impersonal || headers.cookie === undefined) return path
    return sessionIdIn(headers.cookie) === undefined ? path : undefined
  }

  answer({ pages, path: { path, impersonal }, forHandler, origin, request, response }: PublicRequest): void {
    const { locale, theme } = preferencesIn(impersonal ? {} : request.headers)
    const key = `${origin} ${locale} ${theme} ${path}`
    const found = this.store.find(key)
    if (found) {
      const age = Math.floor(found.ageMs / 1000)
      send(request, response, found.answer, { age: String(age), 'cache-status': `${CACHE}; hit` })
      return
    }
    const handlerHeaders = forHandler()
    const headers = { ...handlerHeaders, cookie: `quark_locale=${locale}; quark_theme=${theme}` }
    const others = this.joinable(key)
    const { made } = others ?? this.make(key, pages, path, impersonal, headers)
    made.then(
      ({ answer, stored }) => {
        const status = `${CACHE}; fwd=miss${others ? '; collapsed' : ''}${stored && !others ? '; stored' : ''}`
        send(request, response, answer, { 'cache-status': status })
      },
      (error: unknown) => {
        this.log.error({ err: error, path, requestId: handlerHeaders[REQUEST_ID_HEADER] }, 'a public page failed')
        sendProblem(request, response, new Refusal(500, 'internal-error'))
      },
    )
  }

  /** Readers who ask for a page while it is being made wait for the same one, unless it may be outdated already. */
  private joinable(key: string): Making | undefined {
    const making = this.making.get(key)
    return making?.begun.purges === this.store.begin().purges ? making : undefined
  }

  private make(
    key: string,
    pages: PagesHandler,
    path: string,
    impersonal: boolean,
    headers: Record<string, string>,
  ): Making {
    const begun = this.store.begin()
    const made = renderPage(pages, path, headers)
      .then((page) => this.keep(key, page, impersonal, begun))
      .finally(() => {
        if (this.making.get(key) === making) this.making.delete(key)
      })
    const making = { begun, made }
    this.making.set(key, making)
    return making
  }

  private async keep(key: string, page: RenderedPage, impersonal: boolean, begun: Beginning): Promise<Made> {
    const isGood = page.status === 200 && page.headers['set-cookie'] === undefined
    const answer = new PageAnswer(page, isGood && impersonal ? this.firstSeen.of(key, digestOf(page)) : undefined)
    if (isGood) await answer.compress()
    return { answer, stored: isGood && page.whole && this.store.store(key, answer, page.reads, begun) }
  }
}

function send(
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  answer: PageAnswer,
  extra: Record<string, string>,
): void {
  const { headers: own, body } = answer.variantFor(headers['accept-encoding'])
  if (answer.isKnownTo(headers['if-none-match'], headers['if-modified-since'])) {
    const { 'content-length': _, 'content-encoding': __, ...rest } = own
    response.writeHead(304, { ...rest, ...extra }).end()
    return
  }
  response.writeHead(answer.status, { ...own, ...extra })
  response.end(method === 'HEAD' ? undefined : body)
}
