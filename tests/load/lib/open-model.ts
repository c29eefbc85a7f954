import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/** What a request asks for. */
export interface Asked {
  readonly url: string
  readonly headers?: Record<string, string>
}

/** Latencies in milliseconds. */
export interface Latencies {
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
}

/**
 * Sends requests at a steady rate, whether or not the ones before are answered: as people do, who do not wait for each
 * other. A latency counts from the moment that a request was due, so that a stall is felt by all that it held up.
 * @throws when an answer was no 200: it would be measured as something else
 */
export async function atRate(perSecond: number, seconds: number, next: (number: number) => Asked): Promise<Latencies> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const latencies: number[] = []
  const answers: Promise<void>[] = []
  const began = performance.now()
  for (let number = 0; number < perSecond * seconds; number++) {
    const due = began + (number * 1000) / perSecond
    const early = due - performance.now()
    if (early > 1) await pause(early)
    const answer = send(next(number), agent).then(() => void latencies.push(performance.now() - due))
    // Looked at when all are there; until then Node is not to end for it.
    answer.catch(() => {})
    answers.push(answer)
  }
  const failed = (await Promise.allSettled(answers)).filter((answer) => answer.status === 'rejected')
  agent.destroy()
  if (failed.length > 0) throw new Error(`${failed.length} of ${answers.length} failed: ${failed[0]?.reason}`)
  const sorted = latencies.sort((a, b) => a - b)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

function send({ url, headers = {} }: Asked, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers }, (answer) => {
      answer.resume()
      answer.once('end', () => {
        if (answer.statusCode === 200) resolve()
        else reject(new Error(`GET ${url}: ${answer.statusCode}`))
      })
    })
    sent.once('error', reject)
    sent.end()
  })
}
