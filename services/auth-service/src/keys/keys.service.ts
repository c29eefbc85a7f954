import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common'
import { LOGGER, type Logger, Transactions, type Tx } from '@quark/service-kit'
import type { CryptoKey } from 'jose'
import { AuthConfig } from '../config.js'
import type { AuthDB } from '../db/schema.js'
import { Repeating } from '../upkeep/repeating.js'
import { KeyBox } from './key-box.js'
import { KeysRepository, type StoredKey } from './keys.repository.js'
import { type KeyAge, nextKeyDue, outdatedKeys, type Rotation, signerAt } from './keys.rules.js'
import { KeySet } from './keys.schema.js'

interface OpenKey extends StoredKey, KeyAge {
  readonly privateKey: CryptoKey | undefined
}

/** Beyond the life of a token: clocks of replicas may differ, and each looks for new keys only now and then. */
const MARGIN_MS = 5 * 60_000

/** The keys that access tokens are signed with. They rotate by themselves; all replicas use the same ones. */
@Injectable()
export class KeysService implements OnModuleDestroy {
  private readonly box: KeyBox
  private readonly rotation: Rotation
  private readonly upkeep: Repeating
  private keys: readonly OpenKey[] = []

  constructor(
    private readonly transactions: Transactions,
    private readonly repository: KeysRepository,
    @Inject(LOGGER) private readonly log: Logger,
    config: AuthConfig,
  ) {
    this.box = new KeyBox(config.SECRET_KEY)
    this.rotation = {
      periodMs: config.KEY_ROTATION_DAYS * 86_400_000,
      leadMs: config.KEY_LEAD_MINUTES * 60_000,
      tokenMs: config.ACCESS_TOKEN_SECONDS * 1000 + MARGIN_MS,
    }
    this.upkeep = new Repeating(
      () => this.tend(),
      config.KEY_CHECK_SECONDS,
      (error) => log.warn({ err: error }, 'looking after the signing keys failed, it is tried again'),
    )
  }

  /** Reads the keys, making the first one when there is none. */
  async start(): Promise<void> {
    await this.tend()
    this.upkeep.startLater()
  }

  async onModuleDestroy(): Promise<void> {
    await this.upkeep.stop()
  }

  /** The key to sign with now. */
  signer(): { kid: string; privateKey: CryptoKey } {
    const { kid, privateKey } = signerAt(this.keys, new Date()) ?? {}
    if (!kid || !privateKey) throw new Error('no key to sign with: the service was not started')
    return { kid, privateKey }
  }

  /** The public keys: of the tokens that are still good, and of those to come. */
  published(): KeySet {
    return KeySet.parse({ keys: this.keys.map(({ publicJwk }) => JSON.parse(publicJwk)) })
  }

  private async tend(): Promise<void> {
    this.keys = await this.transactions.run(async (tx: Tx<AuthDB>) => {
      await this.repository.takeTurn(tx)
      const keys = await this.open(await this.repository.all(tx))
      const now = new Date()
      const added = await this.addWhenDue(tx, keys, now)
      const outdated = outdatedKeys([...keys, ...added], now, this.rotation)
      await this.repository.remove(tx, outdated)
      return [...keys, ...added].filter(({ kid }) => !outdated.includes(kid))
    })
  }

  private async addWhenDue(tx: Tx<AuthDB>, keys: readonly OpenKey[], now: Date): Promise<OpenKey[]> {
    const signsFrom = nextKeyDue(keys, now, this.rotation)
    if (!signsFrom) return []
    const made = await this.box.make(signsFrom)
    await this.repository.add(tx, made)
    this.log.info({ kid: made.kid, signsFrom }, 'a new signing key')
    return this.open([made])
  }

  private open(stored: readonly StoredKey[]): Promise<OpenKey[]> {
    return Promise.all(
      stored.map(async (key) => {
        const privateKey = this.keys.find(({ kid }) => kid === key.kid)?.privateKey ?? (await this.box.open(key))
        return { ...key, privateKey, usable: privateKey !== undefined }
      }),
    )
  }
}
