import type { Page } from 'playwright-core'
import sharp from 'sharp'

/** A photograph's size, in one colour. */
export const aPicture = (colour = '#4a7', width = 1200, height = 800): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: colour } })
    .jpeg()
    .toBuffer()

interface GivenFile {
  name: string
  type: string
  content: Buffer
}

/** Runs in the page, on the text: what a browser does with files that are pasted, or dropped on its last line. */
const GIVE = `(field, kind, files) => {
  const data = new DataTransfer()
  for (const { name, type, base64 } of files) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    data.items.add(new File([bytes], name, { type }))
  }
  const init = { bubbles: true, cancelable: true }
  if (kind === 'paste') return field.dispatchEvent(new ClipboardEvent('paste', { ...init, clipboardData: data }))
  const last = field.lastElementChild.getBoundingClientRect()
  const at = { clientX: last.left + 5, clientY: last.top + last.height / 2 }
  field.dispatchEvent(new DragEvent('drop', { ...init, ...at, dataTransfer: data }))
}`

/** As a person pastes files into the text, or drops them on its last block. */
export function give(page: Page, kind: 'paste' | 'drop', files: GivenFile[]): Promise<void> {
  const sent = files.map(({ name, type, content }) => ({ name, type, base64: content.toString('base64') }))
  return page.evaluate<void>(
    `(${GIVE})(document.querySelector('.ProseMirror'), ${JSON.stringify(kind)}, ${JSON.stringify(sent)})`,
  )
}
