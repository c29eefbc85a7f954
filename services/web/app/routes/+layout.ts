import { loadDictionary } from '#lib/i18n/load.ts'
import type { LayoutLoad } from './$types'

export const load: LayoutLoad = async ({ data, route }) => ({
  ...data,
  dictionary: await loadDictionary(data.locale, route.id),
  memberNav: data.user && (await import('#lib/ui/MemberNav.svelte')).default,
})
