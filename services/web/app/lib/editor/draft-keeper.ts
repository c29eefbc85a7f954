import type { Post, PostDraft } from '../api-types.ts'
import { Autosave, type SaveResult, type SaveState, type ServerText } from './autosave.ts'
import { Claims } from './claims.ts'
import { CopyWriter } from './copy-writer.ts'
import { isSameDraft } from './draft-text.ts'
import { type LocalCopy, localCopies, NEW_POST } from './local-copies.ts'
import { type Opening, openingOf } from './opening.ts'
import { createDraft, saveDraft } from './save-draft.ts'

/** A post in the editor; one without an id is not on the server yet. */
export type EditedPost = Pick<Post, 'blog' | 'title' | 'html' | 'tags' | 'cover' | 'status' | 'revision'> & {
  id?: string
  slug?: string
}

interface Options {
  /** The person's id. */
  owner: string
  post: EditedPost
  read(): PostDraft
  onState(state: SaveState): void
  /** Whether this browser keeps a copy of what is typed. */
  onKept(isKept: boolean): void
  /** A new post is on the server from now on. */
  onCreated(id: string): void
}

/** What a new post is created as: the same for each try, so that a repeated one is known as such. */
const EMPTY: PostDraft = { title: '', html: '<p></p>', tags: [], coverMediaId: null }

/** Keeps one text: in this browser at once, on the server a moment later, and over nobody's head. */
export class DraftKeeper {
  readonly autosave: Autosave
  private readonly claims = new Claims()
  private writer: CopyWriter
  private id: string | undefined
  private key = newId()

  constructor(private readonly options: Options) {
    const { post, read, onState } = options
    this.id = post.id
    this.writer = this.writerOf(newId())
    this.autosave = new Autosave({
      revision: post.revision,
      auto: post.status === 'draft',
      read,
      isSame: isSameDraft,
      save: (draft, revision) => this.save(draft, revision),
      onState: (state) => {
        if (state.kind === 'saved') void this.writer.saved()
        onState(state)
      },
    })
  }

  /** What to begin with; call once, before anything is typed. */
  async open(): Promise<Opening> {
    const opening = openingOf(this.serverText, await this.leftBehind(), isSameDraft)
    for (const { id } of opening.settled) await localCopies.remove(id)
    if (opening.restored) {
      this.key = opening.restored.start?.key ?? this.key
      this.writer = this.writerOf(opening.restored.id)
    } else {
      await this.claims.claim(this.writer.id)
    }
    return opening
  }

  /** The restored text stands in the editor now. */
  restored({ isDisputed, restored }: Opening): void {
    // The page that wrote the copy may have sent it in its last moment, and the server may still be at it.
    if (restored) this.autosave.mayHaveSent([restored.draft, ...(restored.sent ? [restored.sent] : [])])
    if (isDisputed) this.autosave.dispute(this.serverText)
    else this.changed()
  }

  changed(): void {
    this.writer.changed()
    this.autosave.changed()
  }

  /** The page may go at any moment. */
  putAway(): void {
    this.writer.flush()
    if (this.options.post.status === 'draft') void this.autosave.flush()
  }

  close(): void {
    this.writer.flush()
    this.autosave.stop()
    this.claims.releaseAll()
  }

  /** Puts a text into a draft of its own. @returns its id, or undefined when that did not work */
  async copyAside(draft: PostDraft): Promise<string | undefined> {
    const created = await createDraft(this.options.post.blog.id, draft, newId())
    return created.kind === 'created' ? created.id : undefined
  }

  private get serverText(): ServerText {
    const { title, html, tags, cover, revision } = this.options.post
    return { title, html, tags, coverMediaId: cover?.id ?? null, revision }
  }

  /** Copies of this text that no open editor holds. */
  private async leftBehind(): Promise<LocalCopy[]> {
    const { owner, post } = this.options
    try {
      const copies = (await localCopies.of(owner, post.id ?? NEW_POST)).filter(
        ({ start }) => post.id || (start?.blogId === post.blog.id && start.title === post.title),
      )
      const claimed = await Promise.all(copies.map(({ id }) => this.claims.claim(id)))
      return copies.filter((_, index) => claimed[index]).map((copy) => withCover(copy, post))
    } catch (error) {
      console.warn('This browser keeps no copies of texts:', error)
      this.options.onKept(false)
      return []
    }
  }

  private async save(draft: PostDraft, revision: number): Promise<SaveResult> {
    await this.writer.sending(draft)
    if (this.id) return saveDraft(this.id, draft, revision)
    const created = await createDraft(this.options.post.blog.id, EMPTY, this.key)
    if (created.kind === 'refused' && created.code === 'already-done') {
      // It was made, and the answer that named it is lost: it stays empty, and the next try makes another one.
      this.key = newId()
      return { kind: 'offline' }
    }
    if (created.kind !== 'created') return created
    this.id = created.id
    await this.writer.sending(draft)
    this.options.onCreated(created.id)
    return saveDraft(created.id, draft, created.revision)
  }

  private writerOf(id: string): CopyWriter {
    const { owner, post, read, onKept } = this.options
    const start = { blogId: post.blog.id, title: post.title }
    return new CopyWriter({
      id,
      store: localCopies,
      onKept,
      read: () => ({
        owner,
        post: this.id ?? NEW_POST,
        ...(!this.id && { start: { ...start, key: this.key } }),
        base: this.autosave.revision,
        draft: read(),
      }),
    })
  }
}

/** A copy that was written before there were covers has none, and the post keeps its own. */
function withCover({ draft, sent, ...copy }: LocalCopy, { cover }: EditedPost): LocalCopy {
  const added = { coverMediaId: cover?.id ?? null }
  return { ...copy, draft: { ...added, ...draft }, sent: sent && { ...added, ...sent } }
}

/** `crypto.randomUUID` is not there on sites without TLS. */
const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
