import 'reflect-metadata'
import type { DataOf, EventContract, EventEnvelope } from '@quark/contracts'
import type { Tx } from '../data/tx.js'

const HANDLERS = 'quark:on-event'

/** What a consumer method looks like: its effect and the note that the event was handled are one transaction. */
export type EventHandler<Contract extends EventContract> = (
  tx: Tx,
  data: DataOf<Contract>,
  envelope: EventEnvelope,
) => Promise<void>

export interface OnEventOptions {
  /**
   * The handler keeps a projection that may be rebuilt: it also runs for an event that is replayed, whether or not it
   * had it before. Never on one whose effect leaves the module (a notification, a mail, a call of a model, an event).
   */
  readonly rebuilds: boolean
}

export interface EventBinding extends OnEventOptions {
  readonly event: EventContract
  readonly method: string
}

/** Makes a method of a `*.consumer.ts` class the handler of an event. */
export function OnEvent<Contract extends EventContract>(
  event: Contract,
  { rebuilds }: OnEventOptions = { rebuilds: false },
) {
  return <Handler extends EventHandler<Contract>>(
    target: object,
    method: string,
    _: TypedPropertyDescriptor<Handler>,
  ): void => {
    const before = bindingsOf(target.constructor)
    Reflect.defineMetadata(HANDLERS, [...before, { event, method, rebuilds }], target.constructor)
  }
}

/** The handlers that a class declares. */
export function bindingsOf(type: object): EventBinding[] {
  return (Reflect.getMetadata(HANDLERS, type) as EventBinding[] | undefined) ?? []
}
