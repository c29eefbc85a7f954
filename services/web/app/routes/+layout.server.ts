import { usePlatform } from '#lib/server/platform.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = ({ locals }) => ({
  locale: locals.locale,
  theme: locals.theme,
  user: locals.session?.user,
  publicUrl: usePlatform().publicUrl,
})
