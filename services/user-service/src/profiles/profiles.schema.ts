import { Id, Text } from '@quark/service-kit'
import { z } from 'zod'

export const LocaleSchema = z.enum(['en', 'ru'])
const Bio = Text({ max: 500, multiline: true })
const MAX_URL = 500

/** An address that a browser may be sent to; anything but http and https (javascript:, data:) is not one. */
const WebAddress = Text({ min: 1, max: MAX_URL }).refine(isWebAddress, {
  error: 'must be an address that begins with http:// or https://',
  params: { code: 'url' },
})

const Link = z.strictObject({ label: Text({ min: 1, max: 50 }), url: WebAddress })

/** `{id}` of the reading route: the person's id or username, in any case. */
export const IdOrUsername = z.string().min(1).max(50)

/** A small square picture; `url` is a path on the site. */
const AvatarView = z.object({ mediaId: Id, url: z.string() })

export const ProfileView = z.object({
  id: Id,
  username: z.string(),
  name: z.string(),
  bio: z.object({ en: z.string(), ru: z.string() }),
  links: z.array(z.object({ label: z.string(), url: z.string() })),
  locale: LocaleSchema,
  avatar: AvatarView.nullable(),
  createdAt: z.iso.datetime(),
  followers: z.int(),
  following: z.int(),
})
export type ProfileView = z.infer<typeof ProfileView>

/** What is not sent stays as it is. */
export const ProfileChange = z.strictObject({
  username: z.string().max(100).optional(),
  name: Text({ min: 1, max: 80 }).optional(),
  bio: z.strictObject({ en: Bio.optional(), ru: Bio.optional() }).optional(),
  links: z.array(Link).max(5).optional(),
  locale: LocaleSchema.optional(),
})
export type ProfileChange = z.infer<typeof ProfileChange>

/** What auth-service sends when somebody registers. */
export const NewProfile = z.object({
  id: Id,
  username: z.string(),
  name: Text({ min: 1, max: 80 }),
  locale: LocaleSchema,
})
export type NewProfile = z.infer<typeof NewProfile>

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  return ['http:', 'https:'].includes(protocol) && hostname !== '' && username === '' && password === ''
}
