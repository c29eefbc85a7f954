import { Refusal } from '@quark/service-kit'
import type { Kind } from '../kinds/kinds.rules.js'

/** What happened, as a consumer tells of it. */
export interface News {
  readonly kind: Kind
  readonly actorId: string
  readonly postId?: string
  readonly commentId?: string
  readonly at: Date
}

/** What did not happen after all. */
export interface TakenBack {
  readonly kind: Kind
  readonly actorId: string
  readonly postId?: string
  readonly personId?: string
}

const DAY_MS = 86_400_000

/** What would be removed at once is not told at all: a module that starts late does not tell people of years ago. */
export const isTooOld = (at: Date, days: number): boolean => at.getTime() < Date.now() - days * DAY_MS

export const notFound = (): Refusal => Refusal.notFound('notification')
