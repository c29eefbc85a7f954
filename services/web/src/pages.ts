import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import {
  edgeOf,
  HOST,
  type Host,
  LOGGER,
  type Logger,
  Peers,
  REQUEST_ID_HEADER,
  type RequestHandler,
  uuidv7,
} from '@quark/service-kit'
import { BRIDGE, type WebBridge } from './bridge.js'
import { isCardAddress } from './cards/card.rules.js'
import { Cards } from './cards/cards.js'
import { WebConfig } from './config.js'
import { isAtTheDoor } from './door/door.rules.js'
import { SessionDoor } from './door/session-door.js'
import { notesOf, type PagesHandler } from './page-cache/page-renderer.js'
import { PublicPages } from './page-cache/public-pages.js'
import { BrowserSessions } from './sessions/browser-sessions.js'
import { SiteAddress } from './site-address.js'

/** What the kit answers for every module; all else is a page. */
const KIT_PATHS = /^\/(health|ready|metrics|manifest)(\?|$)/

/**
 * Headers by which the Svelte application's handler learns what its own socket cannot tell. They are always overwritten
 * here, so what a browser sends under these names never counts.
 */
const HANDLER = {
  PROTOCOL_HEADER: 'x-quark-web-proto',
  HOST_HEADER: 'x-quark-web-host',
  ADDRESS_HEADER: 'x-quark-web-address',
} as const
/** As in vite.config.ts. */
const HANDLER_PREFIX = 'QUARK_WEB_HANDLER_'

let pages: PagesHandler | undefined

/** Loads the built application; before it, the bridge that it stands on. */
export async function openPages(app: NestFastifyApplication): Promise<void> {
  const { PUBLIC_URL } = app.get(WebConfig)
  const peers = app.get(Peers)
  const log = app.get<Logger>(LOGGER)
  const bridge: WebBridge = {
    api: (path, { clientIp, requestId, ...request }) =>
      peers.http('api-gateway')(path, { ...request, edge: { clientIp, requestId } }),
    sessions: app.get(BrowserSessions),
    notesOf,
    report: (error, page) => log.error({ err: error, ...page }, 'a page failed'),
    publicUrl: PUBLIC_URL,
  }
  Object.assign(globalThis, { [BRIDGE]: bridge })
  for (const [name, header] of Object.entries(HANDLER)) process.env[HANDLER_PREFIX + name] = header
  process.env[`${HANDLER_PREFIX}BODY_SIZE_LIMIT`] = '1M'
  pages = ((await import(new URL('../build/handler.js', import.meta.url).href)) as { handler: PagesHandler }).handler
}

/** Pages for people, from memory where they are the same for all, the door for their scripts, and the kit's routes for operators. */
export function aroundPages(app: NestFastifyApplication, inner: RequestHandler): RequestHandler {
  const { internalKey } = app.get<Host>(HOST)
  const address = app.get(SiteAddress)
  const door = app.get(SessionDoor)
  const publicPages = app.get(PublicPages)
  const cards = app.get(Cards)
  return (request, response) => {
    const { headers, url = '/' } = request
    if (!pages || KIT_PATHS.test(url)) return inner(request, response)
    if (isAtTheDoor(url)) return door.answer(request, response)
    if (isCardAddress(url)) return cards.answer(request, response)
    const { protocol, host } = address.of(request)
    const forHandler = () => {
      const edge = edgeOf(request, internalKey)
      return {
        [HANDLER.PROTOCOL_HEADER]: protocol,
        [HANDLER.HOST_HEADER]: host,
        [HANDLER.ADDRESS_HEADER]: edge?.clientIp ?? request.socket.remoteAddress ?? '',
        [REQUEST_ID_HEADER]: edge?.requestId || uuidv7(),
      }
    }
    const path = publicPages.pathFor(request)
    if (path) {
      return publicPages.answer({ pages, path, forHandler, origin: `${protocol}://${host}`, request, response })
    }
    Object.assign(headers, forHandler())
    pages(request, response, () => inner(request, response))
  }
}
