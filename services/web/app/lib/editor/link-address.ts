/** An address as typed, `example.com/a`, made whole; undefined for what a link must not be, like `javascript:`. */
export function linkAddress(typed: string): string | undefined {
  const text = typed.trim()
  if (!text) return undefined
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `mailto:${text}`
  if (text.startsWith('/') && !text.startsWith('//')) return text
  const whole = /^[a-z][a-z\d+.-]*:/i.test(text) ? text : `https://${text}`
  return URL.canParse(whole) && /^(https?|mailto):$/.test(new URL(whole).protocol) ? whole : undefined
}
