import { redirect } from '@sveltejs/kit'
import type { Person } from '#lib/api-types.ts'
import type { Api } from '#lib/server/api.ts'
import { attempt } from '#lib/server/forms.ts'
import { requireSession } from '#lib/server/guard.ts'
import { withoutThem } from '#lib/server/without-them.ts'
import type { Actions, PageServerLoad } from './$types'

const MOST_CHOSEN = 50
const MOST_SHOWN = 20
const USERNAME = /^[a-z0-9][a-z0-9_-]*$/

export const load: PageServerLoad = async (event) => {
  const { user } = requireSession(event)
  const { api } = event.locals
  const { searchParams } = event.url
  const query = (searchParams.get('q') ?? '').trim().slice(0, 60)
  const usernames = [...new Set(searchParams.getAll('with'))].filter((name) => USERNAME.test(name))
  const [known, chosen] = await Promise.all([
    knownTo(api, user.id),
    Promise.all(usernames.slice(0, MOST_CHOSEN).map((name) => api.profile(name).catch(withoutThem))),
  ])
  const people = chosen.filter((one) => one !== undefined).map(personOf)
  const found = query === '' ? known : await search(api, query, known)
  const taken = new Set([user.id, ...people.map(({ id }) => id)])
  return { query, chosen: people, found: found.filter(({ id }) => !taken.has(id)).slice(0, MOST_SHOWN) }
}

export const actions: Actions = {
  begin: async (event) => {
    requireSession(event)
    const data = await event.request.formData()
    const memberIds = data.getAll('memberIds').map(String)
    const title = String(data.get('title') ?? '').trim()
    return attempt('begin', { title }, async () => {
      const { id } = await event.locals.api.beginConversation({ memberIds, ...(title && { title }) })
      redirect(303, `/messages/${id}`)
    })
  },
}

/** Whom a person follows, who follows them, and with whom they talk. */
async function knownTo(api: Api, id: string): Promise<Person[]> {
  const [following, followers, talks] = await Promise.all([
    api.follows(id, 'following', null).catch(withoutThem),
    api.follows(id, 'followers', null).catch(withoutThem),
    api.conversations({ limit: 50 }).catch(withoutThem),
  ])
  const peers = talks?.items.flatMap(({ peer }) => peer ?? []) ?? []
  const all = [...peers, ...(following?.items ?? []), ...(followers?.items ?? [])]
  return [...new Map(all.map((one) => [one.id, personOf(one)])).values()]
}

/** By the beginning of a word of their name, or of their username; whoever is not known by the whole username alone. */
async function search(api: Api, query: string, known: Person[]): Promise<Person[]> {
  const wanted = query.replace(/^@/, '').toLocaleLowerCase()
  const words = ({ name, username }: Person) => [
    username,
    ...name.toLocaleLowerCase().split(/\s+/),
    name.toLocaleLowerCase(),
  ]
  const exact = USERNAME.test(wanted) ? await api.profile(wanted).catch(withoutThem) : undefined
  const matching = known.filter((one) => words(one).some((word) => word.startsWith(wanted)))
  return [...(exact ? [personOf(exact)] : []), ...matching.filter(({ id }) => id !== exact?.id)]
}

const personOf = ({ id, username, name }: Person): Person => ({ id, username, name })
