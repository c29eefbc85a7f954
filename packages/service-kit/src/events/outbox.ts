import { Inject, Injectable } from '@nestjs/common'
import type { DataOf, EventContract, EventEnvelope } from '@quark/contracts'
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
    const envelope: EventEnvelope = {
      specversion: '1.0',
      id: uuidv7(),
      source: `/${this.service}`,
      type: event.type,
      version: event.version,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      data: event.schema.parse(data),
    }
    await tx.insertInto('outbox').values({ id: envelope.id, stream: event.stream, envelope }).execute()
    this.transactions.onCommit(tx, this.relay.wake)
    return envelope.id
  }
}
