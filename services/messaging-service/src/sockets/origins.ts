import type { IncomingMessage } from 'node:http'
import { Injectable } from '@nestjs/common'
import { Refusal } from '@quark/service-kit'
import { MessagingConfig } from '../config.js'

/**
 * Whose pages may open a socket. A browser says which site a script is of, and lets any site connect (RFC 6455, 10.2): the server
 * has to look. Programs that are no browser say nothing, and a stolen ticket would do for them anyway.
 */
@Injectable()
export class Origins {
  private readonly named: ReadonlySet<string>

  constructor({ CORS_ORIGINS, PUBLIC_URL }: MessagingConfig) {
    this.named = new Set([...CORS_ORIGINS, ...(PUBLIC_URL ? [PUBLIC_URL] : [])])
  }

  /** @throws Refusal 403 `foreign-origin` */
  assertOwn({ headers: { origin, host } }: IncomingMessage): void {
    if (origin === undefined || this.named.has(origin)) return
    if (URL.canParse(origin) && new URL(origin).host === host) return
    throw Refusal.forbidden('foreign-origin', 'Pages of this site alone may open sockets here.')
  }
}
