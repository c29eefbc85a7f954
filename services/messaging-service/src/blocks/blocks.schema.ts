import { Page } from '@quark/service-kit'
import { z } from 'zod'
import { PersonView } from '../people/people.schema.js'

/** Somebody whom you have blocked. */
export const BlockView = PersonView.extend({ blockedAt: z.iso.datetime() })
export type BlockView = z.infer<typeof BlockView>

export const BlockPage = Page(BlockView)
export type BlockPage = z.infer<typeof BlockPage>
