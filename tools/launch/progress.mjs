const HEARTBEAT_SECONDS = 15

/**
 * Does one step of work and says so: what it is while it runs (a ticking line in a terminal, a line now and then
 * elsewhere), and how long it took when it is done. Progress goes to stderr: stdout belongs to the command's answer.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const out = process.stderr
  const start = performance.now()
  const seconds = () => (performance.now() - start) / 1000
  const tick = () => out.write(`\r${title} ... ${seconds().toFixed(0)} s `)
  const beat = () => out.write(`${title} ... ${seconds().toFixed(0)} s\n`)

  if (out.isTTY) tick()
  else out.write(`${title} ...\n`)
  const timer = setInterval(out.isTTY ? tick : beat, (out.isTTY ? 1 : HEARTBEAT_SECONDS) * 1000)
  try {
    const result = await work()
    out.write(`${out.isTTY ? '\r' : ''}${title}: done in ${seconds().toFixed(1)} s\n`)
    return result
  } catch (error) {
    out.write(`${out.isTTY ? '\r' : ''}${title}: failed after ${seconds().toFixed(1)} s\n`)
    throw error
  } finally {
    clearInterval(timer)
  }
}

/** A failure whose text is all the person at the terminal needs: shown without a stack. */
export class Failure extends Error {}
