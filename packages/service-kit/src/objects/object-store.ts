import type { Readable } from 'node:stream'

/** What is stored under a key, without its content. */
export interface ObjectInfo {
  readonly key: string
  /** Bytes. */
  readonly size: number
  /** As it was given to `put`. */
  readonly contentType: string
  /** When it was put; a driver may know it to the second only. */
  readonly modifiedAt: Date
}

/** What a list says of an object. Its content type is `head`'s to say. */
export type ListedObject = Omit<ObjectInfo, 'contentType'>

/** An object that is being read. */
export interface ObjectContent extends ObjectInfo {
  /** The bytes that were asked for. Read it to its end, or destroy it: it holds a file or a connection. */
  readonly stream: Readable
  /** Which bytes these are, first and last, when a range was asked for. */
  readonly range?: { readonly first: number; readonly last: number }
}

/**
 * Which bytes of an object (RFC 9110, 14.1): from `first` to `last`, both included, or to the end; or the last so many.
 * A range may end beyond the object, but not begin there.
 */
export type ByteRange = { readonly first: number; readonly last?: number } | { readonly suffix: number }

export interface PutOptions {
  /** Media type, as `image/webp`; visible ASCII, 255 characters at most. */
  readonly contentType: string
  /** How many bytes come, when that is known: the put fails when more or fewer do. */
  readonly contentLength?: number
  /** Ends the put; nothing of it stays. */
  readonly signal?: AbortSignal
}

/** What a put has read. */
export interface Measured {
  /** Bytes. */
  readonly size: number
  /** Of the content, in hexadecimal; reckoned as it went by. */
  readonly sha256: string
}

/** What a put has stored. */
export interface StoredObject extends Measured {
  readonly key: string
}

/** The key itself, or what makes it of the content, for objects that are named by it. */
export type ObjectName = string | ((content: Measured) => string)

export interface GetOptions {
  readonly range?: ByteRange
  /** Ends the reading: `get` rejects, or the stream is destroyed. */
  readonly signal?: AbortSignal
}

export interface PresignOptions {
  /** For how long the address is good: 1 second to 7 days. */
  readonly expiresInSeconds: number
  /** `Content-Disposition` of the answer, as `attachment; filename="a.pdf"`. */
  readonly contentDisposition?: string
}

/**
 * Keeps the module's objects: whole files under keys. Given, by injection, to a module whose manifest requires
 * `object_store`; each module has a space of its own. The driver keeps files in a folder.
 *
 * An object is seen whole or not at all, and is stored for good when `put` answers. Of several that put one key
 * at once the last to finish stays. Who reads while a key is put anew, or deleted, goes on with what it began with.
 *
 * A key is like a path without a beginning slash, as `images/2a/2a5f.webp`: 1 to 700 bytes in UTF-8, case matters, no
 * empty, `.` or `..` segments, no backslash and no control characters; else InvalidObjectKey.
 *
 * Every method may throw ObjectStoreUnavailable; the others are said at each.
 */
export abstract class ObjectStore {
  /** Makes ready what it needs, folder or bucket, and removes what puts of ended processes left half-done. Call it once, first. */
  abstract open(): Promise<void>

  /** Lets go of connections. */
  abstract close(): Promise<void>

  /**
   * Stores what the stream gives, in memory that does not grow with it. When the stream fails, is destroyed, or the signal
   * ends it, this rejects with that error, and what was under the key before stays. The stream is read to its end or
   * destroyed, in any case.
   *
   * An object that is named by its content takes one pass: `put(({ sha256 }) => `images/${sha256}`, …)`. It appears
   * under its name, whole, and nowhere else before.
   * @throws ObjectStoreFull when there is no space
   * @throws ContentLengthMismatch when more or fewer bytes come than were said
   */
  abstract put(name: ObjectName, content: Readable, options: PutOptions): Promise<StoredObject>

  /**
   * Begins to read an object.
   * @throws ObjectNotFound
   * @throws RangeNotSatisfiable, with the object's size, for a range that begins beyond its end, or of no bytes
   */
  abstract get(key: string, options?: GetOptions): Promise<ObjectContent>

  /** @throws ObjectNotFound */
  abstract head(key: string): Promise<ObjectInfo>

  /** Deletes an object; there may be none. */
  abstract delete(key: string): Promise<void>

  /** Deletes these objects, in as few requests as it takes; some may not be there. When it rejects, some may be gone. */
  abstract deleteMany(keys: Iterable<string>): Promise<void>

  /**
   * All objects whose key begins so, in no certain order, in memory that does not grow with their number. What is put or
   * deleted meanwhile may be among them or not.
   * @param prefix as a key, but it may be empty or end within a segment
   */
  abstract list(prefix: string): AsyncIterable<ListedObject>

  /**
   * An address where anybody can GET the object, ranges included, until it expires. Undefined when clients cannot reach
   * the store, as they cannot reach files: then hand on what `get` reads. Does not look whether there is such
   * an object.
   */
  abstract presignGet(key: string, options: PresignOptions): Promise<string | undefined>

  /** For readiness: rejects, saying why, while objects cannot be stored and read. */
  abstract check(): Promise<void>
}
