import type { Extensions } from '@tiptap/core'
import Placeholder from '@tiptap/extension-placeholder'
import StarterKit from '@tiptap/starter-kit'
import { Picture } from './picture.ts'

/** What a text may consist of; the same that blog-service lets through. @param placeholder shown while it is empty */
export function extensions(placeholder: string): Extensions {
  return [
    StarterKit.configure({
      heading: { levels: [2, 3, 4] },
      link: {
        openOnClick: false,
        HTMLAttributes: { target: null, rel: null },
        defaultProtocol: 'https',
        protocols: ['http', 'https', 'mailto'],
      },
      dropcursor: { class: 'drop-cursor', color: false },
    }),
    Picture,
    Placeholder.configure({ placeholder }),
  ]
}
