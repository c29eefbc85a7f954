import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { EmbeddedPostgres } from './embedded-postgres.js'
import { FolderLock, type RunningQuark } from './folder-lock.js'
import { errorCode, errorMessage, PlainError } from './plain-error.js'
import { Secrets } from './secrets.js'
import { HALF_WRITTEN, writeWhole } from './write-whole.js'

/** The layout of the folder that this version writes and reads. */
const FORMAT = 1
const MARKER = 'quark.json'

const Marker = z.object({ app: z.literal('quark'), format: z.int().positive(), createdAt: z.string() })

/**
 * The folder with everything an embedded Quark keeps: the marker `quark.json` with the format, `secrets.json`, `lock`,
 * `postgres/`, `objects/`. One Quark at a time uses it.
 */
export class DataFolder {
  private constructor(
    /** Its full path. */
    readonly path: string,
    /** True when this opening made it. */
    readonly fresh: boolean,
    private readonly lock: FolderLock,
  ) {}

  /**
   * Opens the folder for this process alone, making it when it is missing or empty. Throws PlainError when it is
   * read-only, somebody else's, of a newer Quark, or in use.
   */
  static open(folder: string): DataFolder {
    const path = resolve(folder)
    return withPlainErrors(path, () => {
      mkdirSync(path, { recursive: true, mode: 0o700 })
      const fresh = !existsSync(join(path, MARKER))
      if (fresh) assertEmpty(path)
      else assertReadable(path)
      assertWritable(path)

      const lock = FolderLock.take(path)
      if (fresh) writeWhole(join(path, MARKER), { app: 'quark', format: FORMAT, createdAt: new Date().toISOString() })
      closeToOthers(path)
      return new DataFolder(path, fresh, lock)
    })
  }

  /** What runs on the folder now, without opening it; undefined when nothing does. */
  static running(folder: string): RunningQuark | undefined {
    return FolderLock.holder(resolve(folder))
  }

  /**
   * The address of the PostgreSQL that runs on the folder now, with its password, without opening the folder; undefined
   * when none runs.
   */
  static databaseUrl(folder: string): string | undefined {
    const path = resolve(folder)
    return withPlainErrors(path, () =>
      EmbeddedPostgres.runningUrl(join(path, 'postgres'), Secrets.open(join(path, 'secrets.json')).postgresPassword),
    )
  }

  /** The folder for PostgreSQL. */
  get postgres(): string {
    return join(this.path, 'postgres')
  }

  /** The folder for objects. */
  get objects(): string {
    return join(this.path, 'objects')
  }

  /** The secrets of this installation; made at the first call. */
  secrets(): Secrets {
    return withPlainErrors(this.path, () => Secrets.open(join(this.path, 'secrets.json')))
  }

  /** Tells `quark status` and a second start where this Quark answers. */
  announce(url: string): void {
    this.lock.announce(url)
  }

  /** Gives the folder free. */
  close(): void {
    this.lock.release()
  }
}

function assertEmpty(path: string): void {
  const names = readdirSync(path).filter((name) => !name.startsWith(HALF_WRITTEN) && !/^lock(\.takeover)?$/.test(name))
  if (names.length > 0) throw foreign(path, `it has ${names.slice(0, 3).join(', ')}`)
}

function assertReadable(path: string): void {
  const marker = Marker.safeParse(parseJson(readFileSync(join(path, MARKER), 'utf8')))
  if (!marker.success) throw foreign(path, `its ${MARKER} is not Quark's`)
  if (marker.data.format <= FORMAT) return
  throw new PlainError(
    `${path} was written by a newer Quark (format ${marker.data.format}, this one knows up to ${FORMAT}): update Quark, or choose another folder with --data DIR.`,
  )
}

/** By the mode bits as well: root may write anywhere, but a folder that is marked read-only is meant to stay as it is. */
function assertWritable(path: string): void {
  if (process.platform !== 'win32' && (statSync(path).mode & 0o222) === 0) throw readOnly(path)
}

/** Started by root, PostgreSQL runs as another user, who must get through to its own folder; nobody else may enter. */
function closeToOthers(path: string): void {
  const uid = process.getuid?.()
  if (uid === undefined || statSync(path).uid !== uid) return
  chmodSync(path, uid === 0 ? 0o711 : 0o700)
}

function withPlainErrors<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const code = errorCode(error) ?? ''
    if (['EACCES', 'EPERM', 'EROFS'].includes(code)) throw readOnly(path)
    if (['ENOTDIR', 'EEXIST'].includes(code))
      throw new PlainError(`${path} is not a folder: choose another with --data DIR.`)
    if (code === 'ENOSPC')
      throw new PlainError(`The disk with ${path} is full: free some space, or choose another folder with --data DIR.`)
    throw error instanceof PlainError
      ? error
      : new PlainError(`The data folder ${path} cannot be used: ${errorMessage(error)}`)
  }
}

function readOnly(path: string): PlainError {
  return new PlainError(
    `The data folder ${path} cannot be written to: make it writable for this user, or choose another with --data DIR (or QUARK_DATA).`,
  )
}

function foreign(path: string, evidence: string): PlainError {
  return new PlainError(
    `${path} is not a data folder of Quark (${evidence}): choose an empty or new folder with --data DIR (or QUARK_DATA).`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
