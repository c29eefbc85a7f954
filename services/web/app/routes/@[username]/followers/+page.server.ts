import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const profile = await locals.api.profile(params.username)
  return { profile, people: await locals.api.follows(profile.id, 'followers', url.searchParams.get('cursor')) }
}
