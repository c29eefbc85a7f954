import type { Picture } from '../api-types.ts'
import { ownAddress, srcsetOf } from '../media/picture.ts'

/** An uploaded picture in HTML that blog-service cleaned: its attributes are in double quotes, without `>`. */
const PICTURE = /<img ([^>]*?)src="(\/media\/([0-9a-f-]{36})\/[^"]*)"([^>]*?) ?\/?>/g
/** Texts are a column of 68 characters; on a phone, all but the margins. */
const SIZES = '(min-width: 48rem) 42rem, 92vw'

interface Reader {
  /** What is known of the uploaded pictures in the text. */
  pictures: readonly Picture[]
  /** The author of a draft, whose pictures nobody else sees. */
  own?: boolean
}

/**
 * Post HTML as a page shows it: code blocks scroll sideways, so the keyboard must reach them; pictures have their size, so that nothing
 * moves when they come, and their smaller forms.
 * @param html cleaned by blog-service, which writes `<pre>` without attributes
 */
export function readableHtml(html: string, { pictures, own = false }: Reader): string {
  const byId = new Map(pictures.map((picture) => [picture.id, picture]))
  return html
    .replaceAll('<pre>', '<pre tabindex="0">')
    .replace(PICTURE, (_, before: string, src: string, id: string, after: string) => {
      const address = own ? ownAddress(src) : src
      const picture = byId.get(id)
      const more = picture && !own ? ` srcset="${srcsetOf(picture)}" sizes="${SIZES}"` : ''
      const size =
        picture && !/ width="/.test(before + after) ? ` width="${picture.width}" height="${picture.height}"` : ''
      return `<img ${before}src="${address}"${more}${size}${after} />`
    })
}
