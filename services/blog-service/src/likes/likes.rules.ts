import { Refusal } from '@quark/service-kit'

/** Only what everybody can read is liked. @throws Refusal 404 as for a post that is not there */
export function assertLikeable<Post extends { status: string }>(post: Post | undefined): asserts post is Post {
  if (post?.status !== 'published') throw Refusal.notFound('post')
}
