/** What the home page shows to somebody who is logged in; the first is what it opens with. */
export const FEED_TABS = ['forYou', 'following', 'newest'] as const
export type FeedTab = (typeof FEED_TABS)[number]

export const isFeedTab = (value: unknown): value is FeedTab => FEED_TABS.some((tab) => tab === value)
