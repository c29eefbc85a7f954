import { type Logger, Refusal } from '@quark/service-kit'
import { type Deadline, within } from './deadline.js'

type Ask<Result> = (deadline: Deadline) => Promise<Result>

/** By when, as a share of the deadline, each kind of call is given up: whoever comes later still has time for its own. */
const SHARES = { before: 0.4, list: 0.75, beside: 0.95 } as const

/**
 * The parts of one answer that is being put together: a part that does not come in time, or comes as garbage, is left
 * out and named in `degraded`.
 */
export class Parts<Name extends string> {
  private readonly began = performance.now()
  private readonly missing = new Set<Name>()

  constructor(
    private readonly deadlineMs: number,
    private readonly log: Logger,
  ) {}

  /** The names of what was left out. */
  get degraded(): Name[] {
    return [...this.missing]
  }

  /** What the answer is about, from that module. @throws Refusal 503 `<module>-unavailable` when it cannot be had in time */
  async list<Result>(module: string, ask: Ask<Result>): Promise<Result> {
    try {
      return await within(this.left('list'), ask)
    } catch (error) {
      this.log.warn({ err: error, module }, 'there is no answer to be had')
      throw Refusal.unavailable(module)
    }
  }

  /** What the list is chosen by. */
  before<Result>(name: Name, ask: Ask<Result>, instead: Result): Promise<Result> {
    return this.orElse('before', name, ask, instead)
  }

  /** What stands beside the list. */
  beside<Result>(name: Name, ask: Ask<Result>, instead: Result): Promise<Result> {
    return this.orElse('beside', name, ask, instead)
  }

  private async orElse<Result>(
    share: keyof typeof SHARES,
    name: Name,
    ask: Ask<Result>,
    instead: Result,
  ): Promise<Result> {
    try {
      return await within(this.left(share), ask)
    } catch (error) {
      this.missing.add(name)
      this.log.warn({ err: error, part: name }, 'an answer goes out without a part')
      return instead
    }
  }

  private left(share: keyof typeof SHARES): number {
    return Math.max(1, Math.round(this.deadlineMs * SHARES[share] - (performance.now() - this.began)))
  }
}
