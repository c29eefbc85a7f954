import { z } from 'zod'

/** What modules agree on about one kind of broadcast message: its name and the shape of what it carries. */
export interface TopicContract<Schema extends z.ZodType = z.ZodType> {
  readonly name: string
  readonly schema: Schema
}

/** What a message of a topic carries, as the contract types it. */
export type MessageOf<Topic> = Topic extends TopicContract<infer Schema> ? z.infer<Schema> : never

/**
 * Declares a topic of the broadcast: messages that may be lost, for whoever happens to listen (a wake-up, who is typing, what
 * a cache should forget). Ids and a few small fields, never texts: what must arrive is an event, or is read from a database.
 *
 * @param name `<thing>.<what it is about>`: `notifications.changed`
 */
export function defineTopic<Shape extends z.ZodRawShape>(
  name: string,
  shape: Shape,
): TopicContract<z.ZodObject<Shape>> {
  return { name, schema: z.object(shape) }
}
