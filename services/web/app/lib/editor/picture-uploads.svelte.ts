import { Extension } from '@tiptap/core'
import type { EditorView } from '@tiptap/pm/view'
import type { Uploaded } from '../api-types.ts'
import { UploadError, upload } from '../media/upload.ts'
import { addPlace, edgeAt, placeOf, removePlace, uploadPlaces } from './upload-places.ts'

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    pictureUploads: {
      /** Opens the browser's choice of files, to be put in at the cursor. */
      choosePictures: () => ReturnType
    }
  }
}

/** Pictures that are on their way, one after the other. */
interface Batch {
  done: number
  count: number
  /** Of the one that is being sent, from 0 to 1. */
  share: number
}

/** A file that was not taken, and the code of the reason. */
export interface RefusedFile {
  name: string
  code: string
}

interface Waiting {
  file: File
  place: object
}

/**
 * Brings pictures into a text, pasted, dropped or chosen. Typing goes on meanwhile: a picture comes into the text when it
 * is stored, in one step, so that nothing half-done is saved or undone.
 */
export class PictureUploads {
  batch = $state.raw<Batch>()
  refused = $state.raw<RefusedFile[]>([])
  /** Chooses files; its element is the page's. */
  input: HTMLInputElement | undefined
  private view: EditorView | undefined
  private readonly waiting: Waiting[] = []
  private sending: Promise<void> | undefined
  private stop = new AbortController()

  /** Takes the chosen files to the cursor. */
  chosen(): void {
    const files = [...(this.input?.files ?? [])]
    if (this.input) this.input.value = ''
    if (this.view) this.take(files, edgeAt(this.view.state.doc, this.view.state.selection.from))
    this.focus()
  }

  /** Ends what is on its way; pictures that are in the text stay. */
  cancel(): void {
    this.stop.abort()
    for (const { place } of this.waiting.splice(0)) this.forget(place)
    this.focus()
  }

  dismiss(): void {
    this.refused = []
    this.focus()
  }

  extension(): Extension {
    const uploads = this
    return Extension.create({
      name: 'pictureUploads',
      onCreate: ({ editor }) => {
        uploads.view = editor.view
      },
      onDestroy: () => {
        uploads.view = undefined
        uploads.cancel()
      },
      addCommands: () => ({
        choosePictures: () => () => {
          uploads.input?.click()
          return true
        },
      }),
      addProseMirrorPlugins() {
        const places = uploadPlaces()
        places.props.handlePaste = (view, event) => uploads.pasted(view, event)
        // Browsers make a file of a picture of the text that is dragged inside it.
        places.props.handleDrop = (view, event) => !view.dragging && uploads.dropped(view, event)
        return [places]
      },
    })
  }

  /** The button that was pressed is gone: the cursor is where it was. */
  private focus(): void {
    if (this.view && !this.view.isDestroyed) this.view.focus()
  }

  private pasted(view: EditorView, { clipboardData }: ClipboardEvent): boolean {
    const files = [...(clipboardData?.files ?? [])]
    if (files.length === 0 || hasWords(clipboardData?.getData('text/html'))) return false
    this.take(files, edgeAt(view.state.doc, view.state.selection.from))
    return true
  }

  private dropped(view: EditorView, event: DragEvent): boolean {
    const files = [...(event.dataTransfer?.files ?? [])]
    if (files.length === 0) return false
    event.preventDefault()
    const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? view.state.doc.content.size
    this.take(files, edgeAt(view.state.doc, at))
    return true
  }

  private take(files: File[], at: number): void {
    if (files.length === 0) return
    const isIdle = !this.batch
    if (isIdle) {
      this.refused = []
      this.stop = new AbortController()
      this.batch = { done: 0, count: 0, share: 0 }
    }
    for (const file of files) {
      const place = {}
      this.view?.dispatch(addPlace(this.view.state.tr, place, at))
      this.waiting.push({ file, place })
    }
    this.show({ count: (this.batch?.count ?? 0) + files.length })
    if (isIdle) this.sending = this.sendAll()
  }

  /** Waits for the pictures that are on their way. @returns whether every one came */
  async settled(): Promise<boolean> {
    const before = this.refused
    while (this.sending) await this.sending
    return this.refused === before || this.refused.length === 0
  }

  private async sendAll(): Promise<void> {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
      await this.send(next)
      this.show({ done: (this.batch?.done ?? 0) + 1, share: 0 })
    }
    this.batch = undefined
    this.sending = undefined
  }

  private async send({ file, place }: Waiting): Promise<void> {
    const { signal } = this.stop
    try {
      if (file.type && !file.type.startsWith('image/')) throw new UploadError('not-an-image')
      const stored = await upload(file, { signal, onProgress: (share) => this.show({ share }) })
      if (stored.kind !== 'image') throw new UploadError('not-an-image')
      this.put(stored, place)
    } catch (error) {
      this.forget(place)
      if (signal.aborted) return
      this.refused = [...this.refused, { name: file.name, code: error instanceof UploadError ? error.code : 'unknown' }]
    }
  }

  private put({ url, width, height }: Uploaded, place: object): void {
    const { view } = this
    const at = view && placeOf(view.state, place)
    if (!view || at === undefined) return
    const picture = view.state.schema.nodes.picture?.createAndFill({ src: url, alt: '', width, height })
    if (picture) view.dispatch(removePlace(view.state.tr.insert(at, picture), place))
  }

  private forget(place: object): void {
    if (this.view && !this.view.isDestroyed) this.view.dispatch(removePlace(this.view.state.tr, place))
  }

  private show(change: Partial<Batch>): void {
    if (this.batch) this.batch = { ...this.batch, ...change }
  }
}

/** Programs for texts put a picture of the text beside it; a browser's copied picture comes with an `<img>` alone. */
function hasWords(html = ''): boolean {
  return Boolean(new DOMParser().parseFromString(html, 'text/html').body.textContent?.trim())
}
