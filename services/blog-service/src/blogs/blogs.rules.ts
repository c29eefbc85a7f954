import { Refusal } from '@quark/service-kit'

/** Blogs that one person may own. */
const MOST_BLOGS = 20

/** Words that would read as a part of Quark itself in an address. */
const RESERVED = new Set(
  `about abuse account admin administrator all api app auth blog blogs contact dashboard docs draft drafts edit explore
  feed feeds follow help home index legal login logout me media messages new news newest notifications null official
  privacy post posts quark register root rss search security settings shop sitemap static status support system tag tags
  team terms undefined upload user users web www write`.split(/\s+/),
)

export const isReserved = (slug: string): boolean => RESERVED.has(slug)

/** Only its owner may change a blog or write in it. */
export function assertOwner(blog: { ownerId: string }, callerId: string): void {
  if (blog.ownerId !== callerId) throw Refusal.forbidden('not-your-blog', 'This blog belongs to somebody else.')
}

export function assertRoomForOneMore(owned: number): void {
  if (owned < MOST_BLOGS) return
  throw Refusal.conflict('too-many-blogs', `A person may have ${MOST_BLOGS} blogs. Delete one first.`)
}

export const slugTaken = (): Refusal =>
  Refusal.conflict('slug-taken', 'This address is taken. Choose another.', [
    { field: 'slug', code: 'taken', message: 'is taken' },
  ])
