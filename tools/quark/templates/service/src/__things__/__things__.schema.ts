import { Id, Page, Text } from '@quark/service-kit'
import { z } from 'zod'

export const New__Thing__ = z.strictObject({ title: Text({ min: 1, max: 200 }) })
export type New__Thing__ = z.infer<typeof New__Thing__>

export const __Thing__View = z.object({
  id: Id,
  ownerId: Id,
  title: z.string(),
  createdAt: z.iso.datetime(),
})
export type __Thing__View = z.infer<typeof __Thing__View>

export const __Thing__Page = Page(__Thing__View)
export type __Thing__Page = z.infer<typeof __Thing__Page>
