import { toHtml } from 'hast-util-to-html'
import { LRUCache } from 'lru-cache'
import { colourTree } from '../code/highlighter.ts'

/** Characters of one post that are coloured at most, so that no post keeps the server busy. */
const MOST_COLOURED = 100_000
/** Characters that the coloured blocks remembered may have together. */
const REMEMBERED = 8_000_000

/** As blog-service writes a code block that has a language and nothing but text in it. */
const BLOCK = /<pre><code class="language-([a-z0-9+#-]{1,30})">([^<]+)<\/code><\/pre>/g
const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }

const coloured = new LRUCache<string, string>({
  maxSize: REMEMBERED,
  sizeCalculation: (html, block) => html.length + block.length,
})

/**
 * Colours the code of a post for its readers, who need no script for it. What comes out is written anew from the block's
 * text by a serialiser that escapes it: nothing in a block can become markup.
 * @param html cleaned by blog-service
 */
export function colourCode(html: string): string {
  let left = MOST_COLOURED
  return html.replace(BLOCK, (block: string, language: string, text: string) => {
    if (text.length > left) return block
    left -= text.length
    const known = coloured.get(block)
    if (known !== undefined) return known
    const code = text.replace(/&(amp|lt|gt|quot);/g, (entity) => ENTITIES[entity] ?? entity)
    const tree = colourTree(language, code)
    const made = tree ? `<pre><code class="language-${language}">${toHtml(tree)}</code></pre>` : block
    coloured.set(block, made)
    return made
  })
}
