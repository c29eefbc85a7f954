import { Id } from '@quark/service-kit'
import { z } from 'zod'

/** An uploaded image that a post shows. Paths are on the site; sizes are pixels; `thumbhash` is in Base64, or empty. */
export const PictureView = z.object({
  id: Id,
  url: z.string(),
  width: z.int(),
  height: z.int(),
  thumbhash: z.string(),
  variants: z.array(z.object({ name: z.string(), url: z.string(), width: z.int(), height: z.int() })),
})
export type PictureView = z.infer<typeof PictureView>
