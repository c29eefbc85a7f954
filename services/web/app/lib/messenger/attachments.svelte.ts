import type { Uploaded } from '#lib/api-types.ts'
import { UploadError, upload } from '#lib/media/upload.ts'
import { rememberMedia } from './media.svelte.ts'
import { newId } from './new-id.ts'
import { MESSAGE_MEDIA, type MediaView } from './shapes.ts'

export interface Attachment {
  key: string
  name: string
  /** Of its bytes, from 0 to 1. */
  share: number
  /** Once it is uploaded. */
  uploaded?: MediaView
  /** Why it could not be. */
  code?: string
}

/** Files that go with the next message: uploaded as soon as they are chosen. */
export class Attachments {
  items = $state<Attachment[]>([])
  /** More were chosen than go with a message. */
  isFull = $state(false)
  private readonly running = new Map<string, AbortController>()

  get isReady(): boolean {
    return this.items.every(({ uploaded }) => uploaded !== undefined)
  }

  add(files: readonly File[]): void {
    const room = MESSAGE_MEDIA - this.items.length
    this.isFull = files.length > room
    for (const file of files.slice(0, room)) void this.send(file)
  }

  remove(key: string): void {
    this.running.get(key)?.abort()
    this.items = this.items.filter((one) => one.key !== key)
    this.isFull = false
  }

  /** @returns the ids of all, which are then no longer here */
  take(): string[] {
    const ids = this.items.flatMap(({ uploaded }) => uploaded?.id ?? [])
    this.items = []
    this.isFull = false
    return ids
  }

  private async send(file: File): Promise<void> {
    const key = newId()
    const controller = new AbortController()
    this.running.set(key, controller)
    this.items.push({ key, name: file.name, share: 0 })
    const change = (part: Partial<Attachment>) => {
      this.items = this.items.map((one) => (one.key === key ? { ...one, ...part } : one))
    }
    try {
      const view = viewOf(
        await upload(file, { signal: controller.signal, onProgress: (share) => change({ share }) }),
        file,
      )
      rememberMedia(view)
      change({ uploaded: view, share: 1 })
    } catch (error) {
      if (!controller.signal.aborted) change({ code: error instanceof UploadError ? error.code : 'unknown' })
    } finally {
      this.running.delete(key)
    }
  }
}

const viewOf = (uploaded: Uploaded, { type, size }: File): MediaView => ({
  state: 'ready',
  contentType: type,
  bytes: size,
  ...uploaded,
})
