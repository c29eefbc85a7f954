import { randomInt } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { Injectable } from '@nestjs/common'
import bcrypt from 'bcrypt'
import { AuthConfig } from '../config.js'
import { fitsBcrypt, normalisePassword } from './passwords.rules.js'
import { Turns } from './turns.js'

/** Threads that Node has for work off the event loop, unless UV_THREADPOOL_SIZE says otherwise. */
const NODE_THREADS = 4
/** Left for everything else that needs a thread: signatures, files, host names. */
const SPARE_THREADS = 2
/** On two cores at cost 12 the last of them waits some seven seconds; whoever comes then is better told to come back. */
const MAX_WAITING = 50
const BCRYPT_ALPHABET = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const DIGEST_LENGTH = 31

/** Hashes and checks passwords with bcrypt, on other threads than the event loop's and never on all of them. */
@Injectable()
export class PasswordHasher {
  private readonly turns = new Turns(parallelism(), MAX_WAITING)
  private readonly cost: number
  /** A hash of no password. Checking against it costs what a check against a real one costs. */
  private readonly nobodys: string

  constructor(config: AuthConfig) {
    this.cost = config.BCRYPT_COST
    const digest = Array.from({ length: DIGEST_LENGTH }, () => BCRYPT_ALPHABET[randomInt(BCRYPT_ALPHABET.length)])
    this.nobodys = bcrypt.genSaltSync(this.cost, 'b') + digest.join('')
  }

  /** @param password at most 72 bytes, see `assertPasswordAllowed`: bcrypt would pass over the rest */
  hash(password: string): Promise<string> {
    return this.turns.take(() => bcrypt.hash(normalisePassword(password), this.cost))
  }

  /**
   * Checks a password. Takes equally long whether or not there is an account, so that time does not tell.
   * @param hash undefined when nobody is known by the login
   */
  async verify(password: string, hash: string | undefined): Promise<boolean> {
    const known = hash !== undefined && fitsBcrypt(password)
    const matches = await this.turns.take(() =>
      bcrypt.compare(normalisePassword(password), known ? hash : this.nobodys),
    )
    return known && matches
  }

  /** Whether the hash was made with another cost than hashes are made with now. */
  isOutdated(hash: string): boolean {
    return bcrypt.getRounds(hash) !== this.cost
  }
}

function parallelism(): number {
  const threads = Number(process.env.UV_THREADPOOL_SIZE) || NODE_THREADS
  return Math.max(1, Math.min(threads - SPARE_THREADS, availableParallelism()))
}
