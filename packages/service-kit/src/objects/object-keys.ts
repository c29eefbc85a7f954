import { InvalidObjectKey } from './errors/invalid-object-key.js'

/** S3 has keys of 1024 bytes; the rest is for what the driver puts before them. */
const KEY_BYTES = 700

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/

/** @throws InvalidObjectKey */
export function assertKey(key: string): void {
  assertCharacters(key)
  if (key === '') throw new InvalidObjectKey(key, 'is empty')
  const segments = key.split('/')
  if (segments.includes('')) throw new InvalidObjectKey(key, 'has an empty segment')
  assertNoDots(key, segments)
}

/**
 * A prefix may end anywhere in a key.
 * @throws InvalidObjectKey
 */
export function assertPrefix(prefix: string): void {
  assertCharacters(prefix)
  const segments = prefix.split('/').slice(0, -1)
  if (segments.includes('')) throw new InvalidObjectKey(prefix, 'has an empty segment')
  assertNoDots(prefix, segments)
}

function assertCharacters(key: string): void {
  if (Buffer.byteLength(key) > KEY_BYTES) throw new InvalidObjectKey(key, `has more than ${KEY_BYTES} bytes`)
  if (!key.isWellFormed()) throw new InvalidObjectKey(key, 'has half a character')
  if (CONTROL.test(key)) throw new InvalidObjectKey(key, 'has control characters')
  if (key.includes('\\')) throw new InvalidObjectKey(key, 'has a backslash')
}

function assertNoDots(key: string, segments: string[]): void {
  if (segments.includes('.') || segments.includes('..')) throw new InvalidObjectKey(key, 'has a segment of dots')
}
