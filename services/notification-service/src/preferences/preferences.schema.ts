import { z } from 'zod'
import { KINDS } from '../kinds/kinds.rules.js'

/** Whether a person wants to be told of a kind of news, in the list and live. */
const Preference = z.strictObject({ kind: z.enum(KINDS), inApp: z.boolean() })

/** Every kind, in the order of the settings. */
export const PreferenceList = z.object({ items: z.array(Preference) })
export type PreferenceList = z.infer<typeof PreferenceList>

/** Kinds that are not named stay as they are. */
export const PreferenceChanges = z.strictObject({ items: z.array(Preference).min(1).max(KINDS.length) })
export type PreferenceChanges = z.infer<typeof PreferenceChanges>
