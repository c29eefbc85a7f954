/** How long a call may take; handed to the client that makes it. */
export interface Deadline {
  readonly timeoutMs: number
}

/** The outcome of `work`, or a rejection when the time is over, whatever `work` goes on doing. */
export async function within<Result>(
  timeoutMs: number,
  work: (deadline: Deadline) => Promise<Result>,
): Promise<Result> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs)
  try {
    return await Promise.race([work({ timeoutMs }), late.promise])
  } finally {
    clearTimeout(timer)
  }
}
