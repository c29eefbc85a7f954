import type { Handle, HandleServerError } from '@sveltejs/kit/hooks'
import { Api } from '#lib/server/api.ts'
import { ApiError } from '#lib/server/api-error.ts'
import { dropSessionCookie, localeOf, SESSION_COOKIE, setSessionCookie, themeOf } from '#lib/server/cookies.ts'
import { wantsFont } from '#lib/server/fonts.ts'
import { usePlatform } from '#lib/server/platform.ts'
import { secure } from '#lib/server/security.ts'

/** What the gateway answers for a module that does not. */
const AWAY = new Set([502, 503, 504])

const SCHEMES = { system: 'light dark', light: 'light', dark: 'dark' } as const

export const handle: Handle = async ({ event, resolve }) => {
  const { cookies, locals, request, url } = event
  const { send, sessions, notesOf, publicUrl } = usePlatform()
  const browser = {
    clientIp: event.getClientAddress(),
    requestId: requestIdOf(request),
    userAgent: request.headers.get('user-agent') ?? undefined,
  }
  const anonymous = new Api(send, browser, notesOf(event.platform?.req))

  locals.locale = localeOf(cookies, request.headers.get('accept-language'))
  locals.theme = themeOf(cookies)
  locals.api = anonymous
  locals.origin = publicUrl ?? url.origin

  const id = cookies.get(SESSION_COOKIE)
  if (id) {
    locals.session = await sessions.find(id, anonymous.refresh).catch((error: unknown) => {
      // Whoever only reads need not notice that sessions are out of reach; see requireSession for the others.
      locals.sessionsAway = error instanceof ApiError ? error : new ApiError(503, 'unavailable', {}, { cause: error })
      return undefined
    })
    if (locals.session?.renewed) setSessionCookie(cookies, url, id)
    if (!locals.session && !locals.sessionsAway) dropSessionCookie(cookies, url)
    locals.api = new Api(send, { ...browser, accessToken: locals.session?.accessToken })
  }

  const response = await resolve(event, {
    transformPageChunk: ({ html }) =>
      html
        .replace('<html lang="en"', `<html lang="${locals.locale}"`)
        .replace('%quark.theme%', locals.theme)
        .replace('%quark.scheme%', SCHEMES[locals.theme])
        .replace('%quark.head%', () => locals.tags ?? ''),
    preload: (file) =>
      file.type === 'js' || file.type === 'css' || (file.type === 'font' && wantsFont(file.filename, locals)),
  })
  if (id && locals.api.rejected) await sessions.end(id)
  return secure(response, event.route.id, { isMember: locals.session !== undefined, url })
}

export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (kind !== 'unknown') return
  if (error instanceof ApiError && error.status < 500)
    return { status: pageStatus(error, event.request), message: error.code }
  const reference = requestIdOf(event.request)
  usePlatform().report(error, { requestId: reference, method: event.request.method, path: event.url.pathname })
  const status = error instanceof ApiError && AWAY.has(error.status) ? 503 : 500
  return { status, message: status === 503 ? 'unavailable' : 'internal', reference }
}

/** An address that the API cannot even read leads nowhere, as far as a reader is concerned. */
const pageStatus = ({ status }: ApiError, { method }: Request): number =>
  status === 400 && method === 'GET' ? 404 : status

/** The id that the host gave the request; `vite dev` has no host. */
const requestIdOf = (request: Request): string => request.headers.get('x-request-id') ?? 'dev'
