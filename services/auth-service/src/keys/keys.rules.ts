/** What a decision about keys needs to know of one. */
export interface KeyAge {
  readonly kid: string
  readonly signsFrom: Date
  /** False when its private part cannot be opened, because SECRET_KEY changed. */
  readonly usable: boolean
}

export interface Rotation {
  /** For how long one key signs. */
  readonly periodMs: number
  /** For how long a key is published before it signs: all who check tokens have it by then. */
  readonly leadMs: number
  /** For how long a token that was signed at the last moment is good, and the clocks of replicas may differ. */
  readonly tokenMs: number
}

/** The key that signs now: of those that may, the one that came last. */
export function signerAt<Key extends KeyAge>(keys: readonly Key[], now: Date): Key | undefined {
  return keys
    .filter(({ usable, signsFrom }) => usable && signsFrom <= now)
    .sort((a, b) => a.signsFrom.getTime() - b.signsFrom.getTime())
    .at(-1)
}

/** From when a key made now should sign; undefined when none is due. */
export function nextKeyDue(keys: readonly KeyAge[], now: Date, { periodMs, leadMs }: Rotation): Date | undefined {
  if (!signerAt(keys, now)) return now
  const newest = Math.max(...keys.filter(({ usable }) => usable).map(({ signsFrom }) => signsFrom.getTime()))
  if (now.getTime() < newest + periodMs - leadMs) return undefined
  return new Date(now.getTime() + leadMs)
}

/** Keys that no valid token is signed with any more: another one took over, and the last token has expired. */
export function outdatedKeys(keys: readonly KeyAge[], now: Date, { tokenMs }: Rotation): string[] {
  const followedAt = ({ kid, signsFrom, usable }: KeyAge): number =>
    Math.min(
      ...keys
        .filter((other) => other.kid !== kid && other.usable && (other.signsFrom > signsFrom || !usable))
        .map((other) => other.signsFrom.getTime()),
    )
  return keys.filter((key) => followedAt(key) + tokenMs <= now.getTime()).map(({ kid }) => kid)
}
