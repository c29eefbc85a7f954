import type { Extensions } from '@tiptap/core'
import Placeholder from '@tiptap/extension-placeholder'
import StarterKit from '@tiptap/starter-kit'
import { CodeBlock } from './code-block.ts'
import { Picture, PictureCaption } from './picture.ts'

/** What the editor says by itself, in the language of the page. */
export interface EditorTexts {
  /** Shown while the text is empty. */
  placeholder: string
  codeLabel: string
  codePlain: string
  caption: string
  alt: string
  altHint: string
  removePicture: string
}

/** For reading a text without showing it. */
export const NO_TEXTS: EditorTexts = {
  placeholder: '',
  codeLabel: '',
  codePlain: '',
  caption: '',
  alt: '',
  altHint: '',
  removePicture: '',
}

/** What a text may consist of; the same that blog-service lets through. */
export function extensions(texts: EditorTexts): Extensions {
  return [
    StarterKit.configure({
      heading: { levels: [2, 3, 4] },
      codeBlock: false,
      link: {
        openOnClick: false,
        markdownLinks: true,
        HTMLAttributes: { target: null, rel: null },
        defaultProtocol: 'https',
        protocols: ['http', 'https', 'mailto'],
      },
      dropcursor: { class: 'drop-cursor', color: false },
    }),
    CodeBlock.configure({ label: texts.codeLabel, plain: texts.codePlain }),
    PictureCaption,
    Picture.configure({
      captionPlaceholder: texts.caption,
      altLabel: texts.alt,
      altPlaceholder: texts.altHint,
      removeLabel: texts.removePicture,
    }),
    Placeholder.configure({ placeholder: texts.placeholder }),
  ]
}
