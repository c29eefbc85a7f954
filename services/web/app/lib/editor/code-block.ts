import TiptapCodeBlock, { type CodeBlockOptions } from '@tiptap/extension-code-block'
import { CODE_LANGUAGES } from '../code/languages.ts'
import { codeColours } from './code-colours.ts'

interface Options extends CodeBlockOptions {
  /** For screen readers: the choice of the language; and the choice of none. */
  label: string
  plain: string
}

/** A code block with a choice of its language. */
export const CodeBlock = TiptapCodeBlock.extend<Options>({
  addOptions() {
    return { ...(this.parent?.() as CodeBlockOptions), label: '', plain: '' }
  },

  addNodeView() {
    const { label, plain } = this.options
    return ({ node, editor, getPos }) => {
      const dom = document.createElement('div')
      dom.className = 'code-block'
      const choice = dom.appendChild(document.createElement('select'))
      choice.ariaLabel = label
      choice.contentEditable = 'false'
      for (const [value, title] of [['', plain], ...CODE_LANGUAGES] as const) choice.add(new Option(title, value))
      const code = dom.appendChild(document.createElement('pre')).appendChild(document.createElement('code'))

      const show = (language: string | null) => {
        const value = language ?? ''
        // A language that came with the text and that nobody colours here stays as it is.
        if (![...choice.options].some((option) => option.value === value)) choice.add(new Option(value, value))
        choice.value = value
      }
      show(node.attrs.language)
      choice.addEventListener('change', () => {
        const at = getPos()
        if (at === undefined) return
        editor.view.dispatch(editor.state.tr.setNodeAttribute(at, 'language', choice.value || null))
        editor.commands.focus()
      })
      return {
        dom,
        contentDOM: code,
        stopEvent: ({ target }) => target === choice,
        ignoreMutation: ({ target }) => !code.contains(target),
        update: (next) => {
          if (next.type !== node.type) return false
          show(next.attrs.language)
          return true
        },
      }
    }
  },

  addProseMirrorPlugins() {
    return [...(this.parent?.() ?? []), codeColours()]
  },
})
