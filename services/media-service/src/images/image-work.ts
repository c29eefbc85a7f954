import type { Variant } from '../db/schema.js'

/** What an image may be. */
export interface ImageLimits {
  /** Width times height; of an animation, of all frames together. */
  readonly pixels: number
  readonly frames: number
}

/** What the header of an image says. */
export interface ImageHeader {
  /** As it is shown: the orientation is applied. */
  readonly width: number
  readonly height: number
  readonly frames: number
}

/** An image made anew in all its sizes, with nothing in it that its pixels do not show. */
export interface RemadeImage {
  readonly original: Uint8Array
  readonly variants: readonly (Variant & { readonly content: Uint8Array })[]
  readonly thumbhash: string
}

/** What the process that works on images is asked. */
export interface ImageOrder {
  readonly content: Uint8Array
  /** By its first bytes. */
  readonly contentType: string
  readonly limits: ImageLimits
  /** `look` reads the header alone. */
  readonly work: 'look' | 'remake'
}

/** Why an image is not taken; the code of the refusal. */
export type ImageFault = 'image-broken' | 'image-too-large' | 'image-too-many-frames'

export type ImageReply =
  | { readonly header: ImageHeader }
  | { readonly remade: RemadeImage }
  | { readonly fault: ImageFault; readonly why: string }

/** An image that is not as it has to be. Its message says why, for the log. */
export class BadImage extends Error {
  override readonly name = 'BadImage'
  constructor(
    readonly fault: ImageFault,
    why: string,
  ) {
    super(why)
  }
}
