import { defineTopic } from '@quark/contracts'
import { z } from 'zod'

/** Pages that are made of one of these are old: for every replica of the web. */
export const PagesOutdated = defineTopic('web.pages-outdated', {
  /** Paths of the API, and ids in its answers. */
  reads: z.array(z.string()),
  /** For so long what is read may still be from before. */
  settlesInMs: z.int(),
})
