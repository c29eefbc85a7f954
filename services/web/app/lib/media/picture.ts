import type { Picture } from '../api-types.ts'

/** The square form is for small places; the others have the shape of the picture. */
const SQUARE = 'preview'

/** The forms of a picture that a browser chooses from. */
export const srcsetOf = ({ variants }: Picture): string =>
  variants
    .filter(({ name }) => name !== SQUARE)
    .map(({ url, width }) => `${url} ${width}w`)
    .join(', ')

/**
 * Where the author's own browser finds a file, which readers may not see yet: through the door, with the session.
 * @param url a path of `/media/`, or any other address, which stays as it is
 */
export const ownAddress = (url: string): string => (url.startsWith('/media/') ? `/-${url}` : url)

/** The address that is stored and that readers get. */
export const publicAddress = (url: string): string => (url.startsWith('/-/media/') ? url.slice(2) : url)
