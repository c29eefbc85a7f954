import type { Notification } from '#lib/api-types.ts'
import type { I18n } from '#lib/i18n/index.ts'

/** People who are named; the others are counted. */
const NAMED = 2

/** What a notification says: `Ada, Bob and 3 others liked “A quiet post”`. */
export function textOf({ kind, actors, actorCount, post }: Notification, { t, locale }: I18n): string {
  const named = actors.slice(0, NAMED).map(({ name }) => name)
  const more = actorCount - named.length
  const counted = named.length > 0 && more > 0 ? [t('notifications.others', { count: more })] : []
  const people = [...named, ...counted]
  const who = people.length > 0 ? new Intl.ListFormat(locale).format(people) : t('notifications.somebody')
  return kind === 'follower' || kind === 'message'
    ? t(`notifications.${kind}`, { who })
    : t(`notifications.${kind}`, { who, title: post?.title ?? '' })
}

/** Where it leads; undefined when there is nothing to see. */
export function hrefOf({ kind, actors, post, commentId }: Notification): string | undefined {
  if (kind === 'follower') return actors[0] && `/@${actors[0].username}`
  // Those with something unread stand at the top there.
  if (kind === 'message') return '/messages'
  return post ? `${post.path}${commentId ? `?at=${commentId}#c-${commentId}` : ''}` : undefined
}
