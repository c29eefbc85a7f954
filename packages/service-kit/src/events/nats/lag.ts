import type { ConsumerInfo, JetStreamManager } from '@nats-io/jetstream'
import type { EventStream } from '@quark/contracts'
import type { ConsumerLag, DeadLetter } from '../event-bus.js'

/** How far a durable is behind, with the dead letters of its consumer and stream. */
export async function lagOf(
  jsm: JetStreamManager,
  info: ConsumerInfo,
  letters: readonly DeadLetter[],
): Promise<ConsumerLag> {
  const waiting = info.num_pending + info.num_ack_pending
  const stream = info.stream_name as EventStream
  return {
    consumer: info.name,
    stream,
    waiting,
    waitingSince: waiting > 0 ? await oldestUnread(jsm, info) : null,
    deadLetters: letters.filter((letter) => letter.consumer === info.name && letter.stream === stream).length,
  }
}

/** When the first message after those that are done with was stored, over the subjects that the durable reads. */
export async function oldestUnread(
  jsm: JetStreamManager,
  { stream_name, ack_floor, config }: ConsumerInfo,
): Promise<string | null> {
  const seq = ack_floor.stream_seq + 1
  const subjects = config.filter_subjects ?? []
  const first = await Promise.all(
    subjects.map((subject) => jsm.direct.getMessage(stream_name, { seq, next_by_subj: subject })),
  )
  const times = first.flatMap((message) => (message ? [message.time.toISOString()] : []))
  return times.sort()[0] ?? null
}
