import sanitize from 'sanitize-html'

/**
 * Grows with every change of the rules below. A text that was cleaned by an older policy is cleaned again whenever it is
 * read, so that a hole that is closed here is closed for old texts too.
 */
export const HTML_POLICY = 1

/** Elements nested deeper than this are dropped; their text stays. */
const DEEPEST = 40

const options: sanitize.IOptions = {
  allowedTags: `p h2 h3 h4 strong em u s code pre blockquote ul ol li a hr br img figure figcaption`.split(' '),
  allowedAttributes: {
    a: ['href', 'title', 'rel'],
    img: ['src', 'alt', 'title', 'width', 'height', 'loading'],
    ol: ['start'],
    code: ['class'],
  },
  // The language of a code block, as the editor writes it. Any other class would borrow the page's own styles.
  allowedClasses: { code: [/^language-[a-z0-9+#-]{1,30}$/] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['http', 'https'] },
  allowedSchemesAppliedToAttributes: ['href', 'src'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'noscript',
    'template',
    'title',
    'svg',
    'math',
    'iframe',
    'object',
  ],
  nestingLimit: DEEPEST,
  transformTags: {
    h1: 'h2',
    h5: 'h4',
    h6: 'h4',
    b: 'strong',
    i: 'em',
    del: 's',
    strike: 's',
    // What the author links to owes us no rank, learns no address of the page, and holds no handle of its window.
    a: (_, attribs) => ({ tagName: 'a', attribs: { ...attribs, rel: 'nofollow noopener ugc' } }),
    img: (_, attribs) => ({ tagName: 'img', attribs: { ...numbered(attribs, ['width', 'height']), loading: 'lazy' } }),
    ol: (_, attribs) => ({ tagName: 'ol', attribs: numbered(attribs, ['start']) }),
  },
  exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !attribs.src,
}

/**
 * Leaves of a text what the allow-list names: text structure, links and pictures. Nothing that runs, styles, frames or
 * submits gets through. A text as the editor writes it comes back unchanged.
 */
export function cleanHtml(html: string): string {
  return sanitize(html, options).trim()
}

/** The stored text, cleaned again when it was cleaned by an older policy. */
export const trustedHtml = (html: string, policy: number): string => (policy === HTML_POLICY ? html : cleanHtml(html))

/** Without those of the named attributes that are not a number of up to five digits. */
function numbered(attribs: sanitize.Attributes, names: string[]): sanitize.Attributes {
  const bad = names.filter((name) => name in attribs && !/^\d{1,5}$/.test(attribs[name] ?? ''))
  return Object.fromEntries(Object.entries(attribs).filter(([name]) => !bad.includes(name)))
}
