import { Injectable } from '@nestjs/common'
import { __Thing__Created } from '@quark/contracts/events/__thing__'
import { decodeCursor, Id, Outbox, type PageQuery, Refusal, Transactions, toPage, uuidv7 } from '@quark/service-kit'
import { z } from 'zod'
import { __Thing__Config } from '../config.js'
import { __Things__Repository } from './__things__.repository.js'
import { assertRoomForOne } from './__things__.rules.js'
import type { __Thing__Page, __Thing__View, New__Thing__ } from './__things__.schema.js'

@Injectable()
export class __Things__Service {
  constructor(
    private readonly config: __Thing__Config,
    private readonly transactions: Transactions,
    private readonly __thingsVar__: __Things__Repository,
    private readonly outbox: Outbox,
  ) {}

  create({ title }: New__Thing__, ownerId: string): Promise<__Thing__View> {
    return this.transactions.run(async (tx) => {
      assertRoomForOne(await this.__thingsVar__.lockAndCount(tx, ownerId), this.config.__THINGS___PER_PERSON)

      const made = { id: uuidv7(), ownerId, title, createdAt: new Date().toISOString() }
      await this.__thingsVar__.add(tx, made)
      await this.outbox.add(tx, __Thing__Created, { __thingId__: made.id, ownerId, title })
      return made
    })
  }

  async read(id: string): Promise<__Thing__View> {
    const found = await this.__thingsVar__.find(id)
    if (!found) throw Refusal.notFound('__thing__')
    return found
  }

  async list({ limit, cursor }: z.infer<typeof PageQuery>): Promise<__Thing__Page> {
    const [before] = cursor === undefined ? [] : decodeCursor(cursor, z.tuple([Id]))
    const rows = await this.__thingsVar__.list(limit + 1, before)
    return toPage(
      rows,
      limit,
      (row) => row,
      ({ id }) => [id],
    )
  }
}
