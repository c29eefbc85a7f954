/**
 * What people are told of. A new kind is a word here, a consumer in this folder that says who is told of which event, and its texts in
 * the web (`notifications.*`); the list, the stream, the settings and the removals take it as it is.
 */
export const KINDS = ['post', 'comment', 'answer', 'like', 'follower', 'message'] as const
export type Kind = (typeof KINDS)[number]

/** Kinds of which a person gets one notification that grows while it is unread: "Ada and 3 others liked your post". */
const GROUPED: ReadonlySet<Kind> = new Set(['like', 'follower', 'message'])

/** Kinds that happen again and again: once it is read, the next time is news. The others happen once for each who does it. */
const RECURRING: ReadonlySet<Kind> = new Set(['message'])

export const isRecurring = (kind: Kind): boolean => RECURRING.has(kind)

export const isGrouped = (kind: Kind): boolean => GROUPED.has(kind)
