import type { EventLog, RetryPolicy } from '@quark/service-kit'

/** A real server that carries events, to use and to break. */
export interface TestBroker {
  /** The driver it is for. */
  readonly name: string
  /** What `openEvents` needs to reach it, for a process of its own. */
  readonly env: Readonly<Record<string, string>>
  /** A connection of its own, as another process would have. Tries go by fast unless said. */
  open(retry?: Partial<RetryPolicy>): Promise<EventLog>
  /** Ends the server as a power cut would: SIGKILL. Answers when it is gone. */
  kill(): Promise<void>
  /** Starts it on the same port with what it had stored. */
  restart(): Promise<void>
  /** Ends it and removes its files. */
  stop(): Promise<void>
}
