import { createHash } from 'node:crypto'

/** Grows when cards look different from before: the old addresses then lead to the new ones. */
const DESIGN = 1

/** What a card says. */
export interface CardText {
  readonly title: string
  readonly blog: string
  readonly author: string
}

/** What of a post is on its card. */
export interface CardPost {
  id: string
  title: string
  blog: { title: string }
  author: { name: string }
}

export const cardTextOf = ({ title, blog, author }: CardPost): CardText => ({
  title,
  blog: blog.title,
  author: author.name,
})

/** The address of the picture that stands for a post elsewhere: another one whenever the picture is another. */
export function cardPath(post: CardPost): string {
  const shown = JSON.stringify([DESIGN, cardTextOf(post)])
  return `/cards/${post.id}/${createHash('sha256').update(shown).digest('hex').slice(0, 16)}.png`
}

const CARD = /^\/cards\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/([0-9a-f]{16})\.png(?:\?|$)/

/** The post whose card an address names; undefined for any other address. */
export const postOfCard = (url: string): string | undefined => CARD.exec(url)?.[1]

export const isCardAddress = (url: string): boolean => url.startsWith('/cards/')
