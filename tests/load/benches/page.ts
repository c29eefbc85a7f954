import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Person, publishPosts, register } from '../lib/api.ts'
import { interleave } from '../lib/interleave.ts'
import type { QuarkProcess } from '../lib/quark.ts'
import { startReference } from '../lib/reference.ts'
import type { Row } from '../lib/report.ts'
import { show, spreadOf } from '../lib/statistics.ts'
import { withQuark } from '../lib/with-quark.ts'

const REFERENCE_PORT = 18_091
const POSTS = 600
/** Uncached renders a second, and for how long. */
const RATE = 50
const SECONDS = 10
const EDITS = 20
/** What a browser sends. */
const HEADERS = { 'accept-encoding': 'br, gzip', 'accept-language': 'en' }

/** A public post page: from memory against bare Fastify with the same bytes, rendered anew, and after an edit. */
export function page(): Promise<Row[]> {
  return withQuark(async (quark) => {
    const person = await register(quark.url)
    const ids = await publishPosts(quark.url, person, POSTS)
    const paths = ids.map((_, index) => `/b/${person.username}/post-${index + 1}`)
    return [
      ...(await fromMemory(quark, paths[0] ?? '')),
      await rendered(quark, paths.slice(1)),
      await staleness(quark, person, ids[0] ?? '', paths[0] ?? ''),
    ]
  })
}

async function fromMemory(quark: QuarkProcess, path: string): Promise<Row[]> {
  const { body, headers } = await remembered(quark, path)
  const folder = mkdtempSync(join(tmpdir(), 'quark-page-'))
  const files = [join(folder, 'body'), join(folder, 'headers')] as const
  writeFileSync(files[0], body)
  writeFileSync(files[1], JSON.stringify(headers))
  const reference = await startReference('page-server', [...files, `${REFERENCE_PORT}`])
  try {
    const bare = {
      name: 'bare',
      url: `http://127.0.0.1:${REFERENCE_PORT}${path}`,
      pid: reference.pid,
      headers: HEADERS,
    }
    const own = { name: 'Quark', url: quark.url + path, pid: quark.pid, headers: HEADERS }
    const { rounds, ratio, cpuRatio } = await interleave(bare, own)
    const of = (name: string): string =>
      (['requestsPerSecond', 'cpuMicros', 'p99Ms'] as const)
        .map((key) => show(spreadOf((rounds[name] ?? []).map((round) => round[key])), 0))
        .join('; ')
    return [
      {
        what: `public page (${body.length} bytes of Brotli) from memory: Quark / bare Fastify, requests/s`,
        value: show(ratio),
        budget: '>= 0.5',
        met: ratio.median >= 0.5,
      },
      { what: '- the same in CPU for a request', value: show(cpuRatio), budget: '' },
      { what: '- bare: requests/s, CPU us, p99 ms', value: of('bare'), budget: '' },
      { what: '- Quark: requests/s, CPU us, p99 ms', value: of('Quark'), budget: '' },
    ]
  } finally {
    await reference.stop()
    rmSync(folder, { recursive: true })
  }
}

/** Asks for pages that nobody has asked for yet, so many a second, whether or not earlier ones were answered. */
async function rendered(quark: QuarkProcess, paths: string[]): Promise<Row> {
  const times: number[] = []
  const running: Promise<void>[] = []
  for (let number = 0; number < RATE * SECONDS; number++) {
    const path = paths[number % paths.length] ?? ''
    const due = performance.now() + 1000 / RATE
    const began = performance.now()
    running.push(
      fetchPage(quark.url + path).then(({ status, headers }) => {
        if (status !== 200 || !`${headers['cache-status']}`.includes('miss')) throw new Error(`${path}: ${status}`)
        times.push(performance.now() - began)
      }),
    )
    await pause(Math.max(0, due - performance.now()))
  }
  await Promise.all(running)
  const sorted = times.sort((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN
  return {
    what: `public page, rendered anew at ${RATE}/s: p50, p95, p99, ms`,
    value: [0.5, 0.95, 0.99].map((share) => at(share).toFixed(0)).join(', '),
    budget: 'p95 <= 60 ms',
    met: at(0.95) <= 60,
  }
}

/** From the answer to an edit until no reader gets the old text, while readers ask all the time. */
async function staleness(quark: QuarkProcess, { accessToken }: Person, id: string, path: string): Promise<Row> {
  const times: number[] = []
  for (let edit = 1; edit <= EDITS; edit++) {
    await remembered(quark, path)
    const title = `Edited ${edit} times`
    const answer = await fetch(`${quark.url}/api/v1/posts/${id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'if-match': '*', authorization: `Bearer ${accessToken}` },
      body: JSON.stringify({ title }),
    })
    if (!answer.ok) throw new Error(`edit: ${answer.status}`)
    const began = performance.now()
    let oldAt = began
    while (performance.now() - began < 600) {
      const asked = performance.now()
      const { body } = await fetchPage(quark.url + path, { 'accept-language': 'en' })
      if (!body.includes(title)) oldAt = asked
    }
    times.push(oldAt - began)
  }
  const spread = spreadOf(times)
  return {
    what: `the old text is last sent, after the answer to an edit (${EDITS} edits), ms`,
    value: show(spread, 0),
    budget: '<= 500 ms',
    met: spread.max <= 500,
  }
}

async function remembered(quark: QuarkProcess, path: string) {
  for (let tries = 0; tries < 3000; tries++) {
    const answer = await fetchPage(quark.url + path)
    if (`${answer.headers['cache-status']}`.endsWith('hit')) return answer
    await pause(10)
  }
  throw new Error(`${path} never came from memory`)
}

interface Fetched {
  status: number
  headers: Record<string, string>
  body: Buffer
}

/** The bytes as they are sent: `fetch` would unpack them. */
function fetchPage(url: string, headers: Record<string, string> = HEADERS): Promise<Fetched> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, async (response) => {
      const body = Buffer.concat(await response.toArray())
      const { date: _, connection: __, 'keep-alive': ___, ...kept } = response.headers as Record<string, string>
      resolve({ status: response.statusCode ?? 0, headers: kept, body })
    })
      .once('error', reject)
      .end()
  })
}
