import { z } from 'zod'

/** The parts of an address as they are made; anything else is the address of nothing. */
export const Hash = z.string().regex(/^[0-9a-f]{12}$/)
export const FileName = z.string().regex(/^[a-z0-9]{1,20}\.[a-z0-9]{1,10}$/)

/** What a request for a file says beside its address. */
export interface FileRequest {
  readonly id: string
  readonly hash: string
  readonly file: string
  readonly ifNoneMatch: string | undefined
  readonly range: string | undefined
  readonly ifRange: string | undefined
  /** Asks for the headers alone. */
  readonly head: boolean
}
