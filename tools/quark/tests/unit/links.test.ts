import { aFolder } from '@quark/testing'
import { describe, expect, it } from 'vitest'
import { describeFinding } from '../../src/check/finding.js'
import { brokenLinks, linksIn } from '../../src/check/links.js'

describe('links of the docs', () => {
  it('are those to files, without the places in them', () => {
    const page = [
      '[a](a.md) [b](../b.md#part "title") [c](<c d.md>) ![d](d.png)',
      '[web](https://example.org) [mail](mailto:a@example.org) [here](#part) [site](/posts)',
      '`[code](code.md)`',
      '```\n[block](block.md)\n```',
    ].join('\n')
    expect(linksIn(page)).toEqual(['a.md', '../b.md', 'c', 'd.png'])
  })

  it('are broken when nothing is there', () => {
    const root = aFolder({
      'README.md': '[docs](docs/page.md) [lost](docs/lost.md)',
      'docs/page.md': '[home](../README.md) [module](../services/web/)',
      'docs/deep/page.md': '[up](../page.md) [lost](page2.md)',
      'services/web/README.md': '[source](src/main.ts)',
    })
    expect(brokenLinks(root).map(describeFinding)).toEqual([
      'README.md: links to docs/lost.md, which is not there. Mend the link.',
      'docs/deep/page.md: links to page2.md, which is not there. Mend the link.',
      'services/web/README.md: links to src/main.ts, which is not there. Mend the link.',
    ])
  })
})
