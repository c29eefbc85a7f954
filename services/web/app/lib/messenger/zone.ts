export const ZONE_COOKIE = 'quark_zone'

/** Tells the server the time zone of this browser, so that the next page shows its times at once. @returns the zone */
export function rememberZone(): string {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const secure = location.protocol === 'https:' ? '; secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the CookieStore API is not there in every browser
  document.cookie = `${ZONE_COOKIE}=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax${secure}`
  return zone
}
