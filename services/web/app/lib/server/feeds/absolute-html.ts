const TAG = /<[a-z][^>]*>/gi
const LINK = /(\s(?:href|src|poster)=")([^"]*)"/gi
const SOURCES = /(\ssrcset=")([^"]*)"/gi

/**
 * HTML whose links and pictures work away from the page: in a feed there is no address that they could be relative to.
 * @param html cleaned by blog-service, which writes every attribute in double quotes and escapes `<` and `>` elsewhere
 * @param base the address of the post
 */
export function absoluteHtml(html: string, base: string): string {
  return html.replace(TAG, (tag) =>
    tag
      .replace(LINK, (_, before: string, url: string) => `${before}${absolute(url, base)}"`)
      .replace(SOURCES, (_, before: string, list: string) => `${before}${absoluteSources(list, base)}"`),
  )
}

const absoluteSources = (list: string, base: string): string =>
  list
    .split(',')
    .map((source) => source.trim().split(/\s+/))
    .map(([url = '', ...size]) => [absolute(url, base), ...size].join(' '))
    .join(', ')

function absolute(escaped: string, base: string): string {
  const url = escaped.replaceAll('&amp;', '&')
  return URL.canParse(url, base) ? new URL(url, base).href.replaceAll('&', '&amp;') : escaped
}
