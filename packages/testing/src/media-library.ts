import { MediaService } from '@quark/contracts/rpc/media/v1/media_pb'
import { type RpcService, rpcService, uuidv7 } from '@quark/service-kit'

interface File {
  ownerId: string
  kind: string
  state: string
}

/** media-service, as far as other modules ask it: knows the files that a test puts in. Give its `rpc` to `startService`. */
export class MediaLibrary {
  private readonly files = new Map<string, File>()

  /** How often it was asked. */
  asked = 0

  readonly rpc: RpcService = rpcService(MediaService, {
    getMedia: ({ ids, personId }) => {
      this.asked++
      return {
        media: ids.flatMap((id) => {
          const file = this.files.get(id)
          return file ? [this.answer(id, file, personId)] : []
        }),
      }
    },
  })

  /** An image that this person uploaded, or another kind of file. @returns its id */
  add(ownerId: string, { kind = 'image', state = 'ready' }: Partial<File> = {}): string {
    const id = uuidv7()
    this.files.set(id, { ownerId, kind, state })
    return id
  }

  /** Where a form of a file is: `MediaLibrary.pathOf(id, '800.webp')`. */
  static pathOf(id: string, name: string): string {
    return `/media/${id}/0a1b2c3d/${name}`
  }

  private answer(id: string, { ownerId, kind, state }: File, personId: string) {
    const url = (name: string): string => MediaLibrary.pathOf(id, name)
    const isImage = kind === 'image'
    return {
      ...{ id, ownerId, kind, state, bytes: 1000, width: isImage ? 640 : 0, height: isImage ? 480 : 0 },
      url: url(isImage ? 'original.jpg' : 'original.mp3'),
      contentType: isImage ? 'image/jpeg' : 'audio/mpeg',
      thumbhash: '',
      variants: isImage
        ? [
            { name: 'preview', url: url('preview.webp'), width: 192, height: 192 },
            { name: '320', url: url('320.webp'), width: 320, height: 240 },
          ]
        : [],
      usable: ownerId === personId && state !== 'failed',
    }
  }
}
