import { request } from 'undici'

/** Milliseconds. */
export interface Latencies {
  readonly p99: number
}

/** Asks at a fixed rate, whether or not the answers keep up. @throws when an answer is not 200 */
export async function latenciesAt(url: string, perSecond: number, seconds: number): Promise<Latencies> {
  const took: Promise<number>[] = []
  const began = performance.now()
  await new Promise<void>((resolve) => {
    const tick = setInterval(() => {
      const due = Math.min(perSecond * seconds, ((performance.now() - began) * perSecond) / 1000)
      while (took.length < due) took.push(ask(url))
      if (took.length < perSecond * seconds) return
      clearInterval(tick)
      resolve()
    }, 1)
  })
  const sorted = (await Promise.all(took)).sort((a, b) => a - b)
  return { p99: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN }
}

async function ask(url: string): Promise<number> {
  const began = performance.now()
  const { statusCode, body } = await request(url)
  await body.dump()
  if (statusCode !== 200) throw new Error(`GET ${url}: ${statusCode}`)
  return performance.now() - began
}
