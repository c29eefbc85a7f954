import { Inject, Injectable } from '@nestjs/common'
import type { DataOf, EventContract, EventEnvelope } from '@quark/contracts'
import { sql } from 'kysely'
import { Transactions } from '../data/transactions.js'
import type { Tx } from '../data/tx.js'
import { uuidv7 } from '../schema/uuid.js'
import { SERVICE_NAME } from '../service/tokens.js'
import { Relay } from './relay.js'

/** Events that leave the module. They are stored with the change they tell of, so neither can exist alone. */
@Injectable()
export class Outbox {
  constructor(
    private readonly transactions: Transactions,
    private readonly relay: Relay,
    @Inject(SERVICE_NAME) private readonly service: string,
  ) {}

  /**
   * Records an event in the transaction of the change. It is published after the commit, at least once.
   * @throws ZodError when the data does not fit the contract: a bug of the caller.
   */
  async add<Contract extends EventContract>(tx: Tx, event: Contract, data: DataOf<Contract>): Promise<string> {
    const envelope = this.envelopeOf(event, data)
    await this.store(tx, event, [envelope])
    return envelope.id
  }

  /** As `add`, for several of a kind with one statement, in their order. */
  async addAll<Contract extends EventContract>(
    tx: Tx,
    event: Contract,
    data: readonly DataOf<Contract>[],
  ): Promise<void> {
    if (data.length === 0) return
    await this.store(
      tx,
      event,
      data.map((one) => this.envelopeOf(event, one)),
    )
  }

  private envelopeOf<Contract extends EventContract>(event: Contract, data: DataOf<Contract>): EventEnvelope {
    return {
      specversion: '1.0',
      id: uuidv7(),
      source: `/${this.service}`,
      type: event.type,
      version: event.version,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      data: event.schema.parse(data),
    }
  }

  private async store(tx: Tx, { stream }: EventContract, envelopes: readonly EventEnvelope[]): Promise<void> {
    // The same statement for any number, so that it is prepared once.
    await sql`
      insert into outbox (id, stream, envelope)
      select (envelope->>'id')::uuid, ${stream}, envelope
      from jsonb_array_elements(${envelopes}::jsonb) with ordinality as e(envelope, nth) order by nth`.execute(tx)
    this.transactions.onCommit(tx, this.relay.wake)
  }
}
