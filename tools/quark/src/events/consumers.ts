import { type EventLog, UnknownConsumerError } from '@quark/service-kit'
import { PlainError } from '@quark/service-kit/embedded'

/** @throws PlainError with those there are, when nobody reads events under this name */
export async function assertConsumer(log: EventLog, consumer: string): Promise<void> {
  const known = new Set((await log.lag()).map((one) => one.consumer))
  if (!known.has(consumer)) throw new PlainError(new UnknownConsumerError(consumer, [...known]).message)
}
