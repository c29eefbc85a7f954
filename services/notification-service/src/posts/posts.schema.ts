/** A post that readers can see, as blog-service tells of it. `revision` grows with each change. */
export interface Post {
  postId: string
  authorId: string
  title: string
  path: string
  revision: number
}
