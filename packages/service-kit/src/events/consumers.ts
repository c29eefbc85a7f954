import { Inject, Injectable } from '@nestjs/common'
import { DiscoveryService } from '@nestjs/core'
import type { EventEnvelope } from '@quark/contracts'
import { Transactions } from '../data/transactions.js'
import type { Tx } from '../data/tx.js'
import { EVENT_BUS, SERVICE_NAME } from '../service/tokens.js'
import type { Delivery, EventBus, Subscription } from './event-bus.js'
import { bindingsOf, type EventBinding } from './on-event.js'

type Handler = (tx: Tx, data: unknown, envelope: EventEnvelope) => Promise<void>

interface Binding extends EventBinding {
  readonly handle: Handler
}

/** Hands events to the module's `@OnEvent` methods, each event once in effect. */
@Injectable()
export class Consumers {
  private subscription: Subscription | undefined

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly transactions: Transactions,
    @Inject(EVENT_BUS) private readonly bus: EventBus,
    @Inject(SERVICE_NAME) private readonly service: string,
  ) {}

  /** Starts reading. A module without `@OnEvent` methods reads nothing. */
  async start(): Promise<void> {
    const bindings = this.bindings()
    if (bindings.length === 0) return
    this.subscription = await this.bus.subscribe({
      consumer: this.service,
      events: bindings.map(({ event }) => event),
      handle: (envelope, delivery) => this.handle(bindings, envelope, delivery),
    })
  }

  async stop(): Promise<void> {
    await this.subscription?.stop()
  }

  /** The effect and the note in the inbox are one transaction. */
  private async handle(bindings: Binding[], envelope: EventEnvelope, { replayed, redriven }: Delivery): Promise<void> {
    const mine = bindings.filter(({ event }) => event.type === envelope.type && event.version === envelope.version)
    const run = async (tx: Tx, chosen: Binding[]): Promise<void> => {
      for (const { event, handle } of chosen) await handle(tx, event.schema.parse(envelope.data), envelope)
    }
    const rebuilding = mine.filter(({ rebuilds }) => rebuilds)
    if (replayed) {
      // The inbox is left as it is: what is not in there yet, a dead letter, is still to be handled by all of them.
      if (rebuilding.length > 0) await this.transactions.run((tx) => run(tx, rebuilding))
    } else if (mine.length > 0) {
      await this.transactions.run(async (tx) => {
        if (await this.isNew(tx, envelope.id)) await run(tx, mine)
        else if (redriven) await run(tx, rebuilding)
      })
    }
  }

  private async isNew(tx: Tx, eventId: string): Promise<boolean> {
    const row = await tx
      .insertInto('inbox')
      .values({ consumer: this.service, event_id: eventId })
      .onConflict((conflict) => conflict.doNothing())
      .returning('event_id')
      .executeTakeFirst()
    return row !== undefined
  }

  private bindings(): Binding[] {
    return this.discovery.getProviders().flatMap(({ metatype, instance }) => {
      if (!metatype || !instance) return []
      return bindingsOf(metatype).map((binding) => ({ ...binding, handle: handlerOf(instance, binding.method) }))
    })
  }
}

function handlerOf(consumer: Record<string, Handler | undefined>, method: string): Handler {
  const handler = consumer[method]
  if (!handler) throw new Error(`@OnEvent is on ${method}, which is not a method`)
  return handler.bind(consumer)
}
