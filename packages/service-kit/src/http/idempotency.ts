import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Database } from '../data/database.js'
import type { Tx } from '../data/tx.js'
import { Refusal } from './refusal.js'

/** Names a POST, so that sending it again after a lost answer does not do it again (draft-ietf-httpapi-idempotency-key-header). */
const IDEMPOTENCY_HEADER = 'idempotency-key'
/** Says that the answer is the one of the first time. */
const REPLAYED_HEADER = 'idempotency-replayed'
const KEY = /^[\x21-\x7e]{8,128}$/

interface Entry {
  readonly id: string
  readonly caller: string
  readonly request: string
}

interface Stored {
  request: string
  committed: boolean
  status: number | null
  body: string | null
}

declare module 'fastify' {
  interface FastifyRequest {
    idempotency: Entry | undefined
  }
}

const current = new AsyncLocalStorage<Entry>()

/**
 * Makes POSTs with an `Idempotency-Key` happen once for a caller and a key, for 24 hours. The note that it happened
 * is committed with the first transaction of the request, so a crash at any moment leaves either nothing (the next
 * try runs) or the effect (the next try is told so).
 */
export function addIdempotency(fastify: FastifyInstance, database: Database): void {
  fastify.decorateRequest('idempotency', undefined)
  fastify.addHook('preHandler', (request, reply, done) => {
    const entry = entryOf(request)
    if (entry instanceof Refusal) return done(entry)
    if (!entry) return done()
    claim(database, entry).then(
      (stored) => {
        if (stored) return replay(reply, stored)
        request.idempotency = entry
        current.run(entry, done)
      },
      (error: Error) => done(error),
    )
  })
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const { idempotency } = request
    if (!idempotency || (payload !== null && typeof payload !== 'string')) return done(null, payload)
    settle(database, idempotency, reply.statusCode, payload).then(() => done(null, payload), done)
  })
}

/** Notes in the request's transaction that its effect is there; `Transactions` calls it for each one. */
export async function noteEffect(tx: Tx): Promise<void> {
  const entry = current.getStore()
  if (!entry) return
  await tx
    .updateTable('idempotency')
    .set({ committed: true })
    .where('caller', '=', entry.caller)
    .where('key', '=', entry.id)
    .execute()
}

function entryOf(request: FastifyRequest): Entry | Refusal | undefined {
  const id = request.headers[IDEMPOTENCY_HEADER]
  if (request.method !== 'POST' || id === undefined || !request.caller) return undefined
  // What a public route answers may be secret (the tokens of a login), and its body too: neither is kept.
  if (request.routeOptions.config.quark?.access !== 'signed-in') return undefined
  if (typeof id !== 'string' || !KEY.test(id)) {
    return Refusal.invalid('idempotency-key-invalid', [], 'Idempotency-Key takes 8 to 128 visible ASCII characters.')
  }
  const hash = createHash('sha256')
    .update(`${request.url}\n${JSON.stringify(request.body)}`)
    .digest('base64url')
  return { id, caller: request.caller.id, request: hash }
}

/** Takes the key for this request; undefined when it is ours to carry out, else what the first one answered. */
async function claim({ sql }: Database, entry: Entry): Promise<Stored | undefined> {
  const taken = await sql`
    insert into idempotency (caller, key, request) values (${entry.caller}, ${entry.id}, ${entry.request})
    on conflict (caller, key) do update set request = excluded.request, started_at = now(), committed = false, status = null, body = null
    where idempotency.started_at < now() - interval '24 hours'
       or (not idempotency.committed and idempotency.status is null and idempotency.request = excluded.request
           and idempotency.started_at < now() - interval '60 seconds')
    returning 1`
  if (taken.length > 0) return undefined
  const [stored] = await sql<Stored[]>`
    select request, committed, status, body from idempotency where caller = ${entry.caller} and key = ${entry.id}`
  if (!stored) throw Refusal.conflict('still-running', 'Send the request again.')
  if (stored.request !== entry.request) {
    throw new Refusal(422, 'idempotency-key-reused', { detail: 'This Idempotency-Key belongs to another request.' })
  }
  if (stored.status !== null) return stored
  throw stored.committed
    ? Refusal.conflict('already-done', 'This request was carried out, and its answer was lost. Read what it made.')
    : new Refusal(409, 'still-running', { retryAfter: 5, detail: 'The same request is under way. Try again in 5 s.' })
}

function replay(reply: FastifyReply, { status, body }: Stored): void {
  reply
    .code(status ?? 200)
    .header(REPLAYED_HEADER, 'true')
    .header('content-type', 'application/json; charset=utf-8')
    .send(body ?? '')
}

/** Keeps a success for the next time; forgets a failure, which may be tried again. */
async function settle({ sql }: Database, entry: Entry, status: number, body: string | null): Promise<void> {
  if (status < 300) {
    await sql`
      update idempotency set status = ${status}, body = ${body} where caller = ${entry.caller} and key = ${entry.id}`
  } else {
    await sql`
      delete from idempotency where caller = ${entry.caller} and key = ${entry.id} and not committed`
  }
}
