/** What carries no text for a reader, whatever is in it. */
const DROPPED =
  'script, style, meta, link, title, template, noscript, svg, math, iframe, object, button, input, select, textarea, nav'
/** Elements that the editor calls otherwise. */
const RENAMED: Record<string, string> = { H1: 'h2', H5: 'h4', H6: 'h4', I: 'em' }
const NO_BREAK_SPACE = /\u00a0/g
/** As Word writes the place of a paragraph in a list. */
const WORD_LIST = /mso-list:\s*l\d+\s+level(\d+)/i
/** A number or a letter with a dot or bracket; anything else that Word puts before an item is a bullet. */
const NUMBERED = /^\s*(?:\d+|[a-zа-я]|[ivxlc]+)[.)]/i

/**
 * What is pasted from Word, Google Docs or a web page: its structure without its looks. The editor's schema drops what it
 * does not know; here is done what needs more than dropping.
 */
export function cleanPaste(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  for (const element of [...body.querySelectorAll(DROPPED)]) element.remove()
  dropComments(body)
  wordLists(body)
  for (const element of [...body.querySelectorAll('*')]) clean(element)
  nestLists(body)
  for (const item of [...body.querySelectorAll('p, h2, h3, h4')]) if (isEmpty(item)) item.remove()
  spaces(body)
  return body.innerHTML
}

function clean(element: Element): void {
  const { tagName } = element
  const name = RENAMED[tagName] ?? marksOf(element) ?? (tagName.includes(':') ? 'span' : undefined)
  // Google Docs wraps everything in a <b> that is not bold.
  if (name === '' || (name === 'span' && tagName !== 'SPAN')) {
    element.replaceWith(...element.childNodes)
    return
  }
  // Our own addresses without a site come from this editor: something was cut or copied in it.
  if (tagName === 'IMG' && !/^(https?:|\/(-\/)?media\/)/i.test(element.getAttribute('src') ?? '')) {
    element.remove()
    return
  }
  const target = name ? renamed(element, name) : element
  for (const { name: attribute } of [...target.attributes]) {
    if (!KEPT.has(`${target.tagName} ${attribute}`) && !isLanguage(target, attribute)) target.removeAttribute(attribute)
  }
}

const KEPT = new Set(['A href', 'IMG src', 'IMG alt', 'IMG width', 'IMG height', 'OL start'])
const isLanguage = (element: Element, attribute: string): boolean =>
  attribute === 'class' && element.tagName === 'CODE' && /^language-[a-z0-9+#-]+$/.test(element.className)

/** The element that a style stands for; an empty name for one that stands for nothing. */
function marksOf(element: Element): string | undefined {
  const style = element.getAttribute('style') ?? ''
  const weight = /(?:^|;)\s*font-weight:\s*(\w+)/i.exec(style)?.[1]
  if (element.tagName === 'B' || element.tagName === 'STRONG') return weight && isLight(weight) ? '' : 'strong'
  if (element.tagName !== 'SPAN') return undefined
  if (weight && !isLight(weight)) return 'strong'
  if (/font-style:\s*italic/i.test(style)) return 'em'
  if (/text-decoration[^;]*:[^;]*line-through/i.test(style)) return 's'
  return ''
}

const isLight = (weight: string): boolean => weight === 'normal' || weight === 'lighter' || Number(weight) < 600

function renamed(element: Element, name: string): Element {
  const made = element.ownerDocument.createElement(name)
  made.append(...element.childNodes)
  element.replaceWith(made)
  return made
}

/** Word has no lists in HTML, only paragraphs that look like items, with the bullet typed before them. */
function wordLists(body: Element): void {
  let list: Element | undefined
  let last: Element | undefined
  for (const paragraph of [...body.querySelectorAll('p')]) {
    const level = Number(WORD_LIST.exec(paragraph.getAttribute('style') ?? '')?.[1] ?? 0)
    if (level === 0) continue
    const marker = paragraph.querySelector('[style*="mso-list:Ignore" i], [style*="mso-list: Ignore" i]')
    const kind = NUMBERED.test(marker?.textContent ?? '') ? 'ol' : 'ul'
    marker?.remove()
    if (!list || paragraph.previousElementSibling !== last) {
      list = paragraph.ownerDocument.createElement(kind)
      paragraph.before(list)
      last = list
    }
    const place = placeAt(list, level, kind)
    const item = place.appendChild(paragraph.ownerDocument.createElement('li'))
    item.append(...paragraph.childNodes)
    paragraph.remove()
  }
}

/** The list inside `list` that an item of this level belongs to. */
function placeAt(list: Element, level: number, kind: string): Element {
  let place = list
  for (let depth = 1; depth < level; depth++) {
    const item = place.lastElementChild ?? place.appendChild(place.ownerDocument.createElement('li'))
    const inner = item.lastElementChild
    place = inner && /^[OU]L$/.test(inner.tagName) ? inner : item.appendChild(item.ownerDocument.createElement(kind))
  }
  return place
}

/** Google Docs puts a list inside a list beside its items and not into one. */
function nestLists(body: Element): void {
  for (const inner of [...body.querySelectorAll('ul > ul, ul > ol, ol > ul, ol > ol')]) {
    const before = inner.previousElementSibling
    if (before?.tagName === 'LI') before.append(inner)
  }
}

function dropComments(node: Node): void {
  for (const child of [...node.childNodes]) {
    if (child.nodeType === 8) child.remove()
    else dropComments(child)
  }
}

const isEmpty = (element: Element): boolean =>
  element.textContent.replace(NO_BREAK_SPACE, ' ').trim() === '' && !element.querySelector('img, br, hr')

/** Word and browsers write runs of spaces with no-break ones. They are one space again. */
function spaces(node: Node): void {
  for (const child of node.childNodes) {
    if (child.nodeType === 3) child.nodeValue = (child.nodeValue ?? '').replace(/[ \u00a0]*\u00a0[ \u00a0]*/g, ' ')
    else if (!/^(PRE|CODE)$/.test(child.nodeName)) spaces(child)
  }
}
