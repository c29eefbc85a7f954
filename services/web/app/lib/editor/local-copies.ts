import type { DBSchema } from 'idb'
import type { PostDraft } from '../api-types.ts'
import { ownDatabase } from '../storage/own-database.ts'
import { COPIES_DATABASE } from './copies-database.ts'

/** A text that the server may not have yet. */
export interface LocalCopy {
  /** Of the editor that wrote it: two tabs with one post have two copies. */
  id: string
  /** The person who wrote it; nobody else on this browser gets to see it. */
  owner: string
  /** The post's id, or NEW_POST. */
  post: string
  /** Of a new post: its blog, the title that its writing began with, and the key that it is created by. */
  start?: { blogId: string; title: string; key: string }
  /** The revision that it was written over. */
  base: number
  draft: PostDraft
  /** The last text that went to the server and may have got there. */
  sent?: PostDraft | undefined
  changedAt: number
}

/** Stands for the id of a post that the server does not know yet. */
export const NEW_POST = 'new'

interface Schema extends DBSchema {
  copies: { key: string; value: LocalCopy; indexes: { owner: string } }
}

const open = ownDatabase<Schema>(
  COPIES_DATABASE,
  (fresh) => void fresh.createObjectStore('copies', { keyPath: 'id' }).createIndex('owner', 'owner'),
)

/** Copies of a person's texts in this browser (IndexedDB). Every function rejects where the browser keeps nothing. */
export const localCopies = {
  put: async (copy: LocalCopy): Promise<void> => void (await (await open()).put('copies', copy)),
  remove: async (id: string): Promise<void> => (await open()).delete('copies', id),
  /** The newest first. @param post an id, or NEW_POST */
  of: async (owner: string, post: string): Promise<LocalCopy[]> =>
    (await (await open()).getAllFromIndex('copies', 'owner', owner))
      .filter((copy) => copy.post === post)
      .sort((a, b) => b.changedAt - a.changedAt),
}
