import type { Locale } from '#lib/i18n/types.ts'
import type { Api } from '#lib/server/api.ts'
import type { ApiError } from '#lib/server/api-error.ts'
import type { Theme } from '#lib/theme.ts'
import type { ActiveSession } from '../src/sessions/browser-sessions.ts'

declare global {
  namespace App {
    interface Error {
      status: number
      message: string
      /** The id under which the server wrote the failure down. */
      reference?: string
    }
    interface Locals {
      api: Api
      session: ActiveSession | undefined
      /** Why it is not known whether there is a session. */
      sessionsAway?: ApiError
      /** The address of this site for readers, `https://quark.example`. */
      origin: string
      locale: Locale
      theme: Theme
      /** Tags for machines that read the page as it is sent: no script of a reader has use for them. Safe HTML. */
      tags?: string
      /** The page shows words in italics. */
      italics?: boolean
    }
  }
}
