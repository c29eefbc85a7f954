// One replica of a module that writes ticks and counts them, run by benches/faults.ts until it is killed. It is made of
// the kit like any other; without decorators, which Node does not strip.
import { setTimeout as pause } from 'node:timers/promises'
import { Injectable, Module } from '@nestjs/common'
import { type DataOf, defineEvent } from '@quark/contracts'
import {
  Broadcast,
  createLogger,
  databaseUrlOf,
  defineService,
  makeHost,
  OnEvent,
  Outbox,
  openEvents,
  Transactions,
  type Tx,
  uuidv7,
} from '@quark/service-kit'
import { z } from 'zod'

const Ticked = defineEvent('fault.ticked', { stream: 'posts' }, { tickId: z.uuid() })
const server = process.env.DATABASE_SERVER ?? ''

class Ticks {
  /** The table takes any number of rows for a tick: a second effect would show. */
  async count(tx: Tx, { tickId }: DataOf<typeof Ticked>): Promise<void> {
    await tx.insertInto('effect').values({ tick_id: tickId }).execute()
  }
}
const count = Object.getOwnPropertyDescriptor(Ticks.prototype, 'count')
if (count) OnEvent(Ticked)(Ticks.prototype, 'count', count)
Injectable()(Ticks)
class FaultModule {}
Module({ providers: [Ticks] })(FaultModule)

const definition = defineService({
  root: new URL('.', import.meta.url),
  module: FaultModule,
  migrations: [
    { name: '0001-ticks', up: 'create table tick (id uuid primary key); create table effect (tick_id uuid not null)' },
  ],
  async onStart(app) {
    if (process.env.WRITES === 'yes') void write(app.get(Transactions), app.get(Outbox))
  },
})

async function write(transactions: Transactions, outbox: Outbox): Promise<void> {
  for (;;) {
    const id = uuidv7()
    try {
      await transactions.run(async (tx) => {
        await tx.insertInto('tick').values({ id }).execute()
        await outbox.add(tx, Ticked, { tickId: id })
        await pause(Math.random() * 5)
        if (Math.random() < 0.1) throw new Error('rolled back')
      })
    } catch {
      // Rolled back, or the server is away: the tick was not committed, or we were not told that it was. It counts when it is in the table.
      await pause(20)
    }
    await pause(5)
  }
}

const log = createLogger({ level: process.env.LOG_LEVEL ?? 'silent' })
const events = await openEvents({ env: process.env, databaseServer: server, log })
const host = makeHost({
  manifests: [],
  events,
  broadcast: new Broadcast(log),
  log,
  env: process.env,
  internalKey: 'only-for-the-fault-test',
  peerHost: '127.0.0.1',
  portOffset: 0,
  databaseUrl: (module) => databaseUrlOf(server, module),
})
const service = await definition.create(host)
await service.start()
process.send?.('ready')
