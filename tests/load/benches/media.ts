import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { publishPosts, register } from '../lib/api.ts'
import { latenciesAt } from '../lib/latencies.ts'
import { type QuarkProcess, temporaryData } from '../lib/quark.ts'
import type { Row } from '../lib/report.ts'
import { show, spreadOf } from '../lib/statistics.ts'
import { treeOf, usageOf } from '../lib/usage.ts'
import { withQuark } from '../lib/with-quark.ts'

const ROUNDS = 5
const IMAGES = 4
const REQUESTS_PER_SECOND = 100
const SECONDS = 5
const MB = 1024 * 1024
const REFERENCE = resolve(import.meta.dirname, '../references/sharp-variants.ts')

/** What an image takes over bare sharp, what a large file takes of memory, and what others notice of either. */
export async function media(): Promise<Row[]> {
  const data = temporaryData()
  const photo = join(data.path, 'photo.jpg')
  writeFileSync(photo, await aPhoto())
  try {
    return await withQuark(
      async (quark) => {
        const { accessToken, ...person } = await register(quark.url)
        const send = (content: Blob) => upload(quark.url, accessToken, content)
        const image = new Blob([new Uint8Array(readFileSync(photo))])
        const [post = ''] = await publishPosts(quark.url, { accessToken, ...person }, 1)
        await send(image)
        return [
          ...(await imageOverSharp(photo, quark, () => send(image))),
          await memoryOfLargeFile(quark, send),
          await noticedByOthers(`${quark.url}/api/v1/posts/${post}`, () => send(image)),
        ]
      },
      { MEDIA_QUOTA_MB: '100000' },
    )
  } finally {
    data.remove()
  }
}

async function imageOverSharp(photo: string, { pid }: QuarkProcess, send: () => Promise<void>): Promise<Row[]> {
  const [ratios, cpuRatios]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    const bare = await bareSharp(photo)
    const own: number[] = []
    const pids = treeOf(pid)
    const before = usageOf(pids).cpuMs
    for (let turn = 0; turn < IMAGES; turn++) own.push(await timed(send))
    ratios.push(spreadOf(own).median / spreadOf(bare.ms).median)
    cpuRatios.push((usageOf(pids).cpuMs - before) / IMAGES / bare.cpuMs)
  }
  const ratio = spreadOf(ratios)
  return [
    {
      what: '12 MP JPEG, from the request to all variants stored / bare sharp, time',
      value: show(ratio),
      budget: '<= 1.3',
      met: ratio.median <= 1.3,
    },
    { what: '- the same in CPU, without PostgreSQL', value: show(spreadOf(cpuRatios)), budget: '' },
  ]
}

async function memoryOfLargeFile({ pid }: QuarkProcess, send: (content: Blob) => Promise<void>): Promise<Row> {
  await send(aVideo(20 * MB))
  const video = aVideo(100 * MB)
  // Resets the peak (proc(5)).
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
  const before = memoryOf(pid, 'VmRSS')
  await send(video)
  const grew = (memoryOf(pid, 'VmHWM') - before) / MB
  return {
    what: 'upload of 100 MB through the gateway: growth of RSS',
    value: `${grew.toFixed(0)} MB`,
    budget: '<= 64 MB',
    met: grew <= 64,
  }
}

async function noticedByOthers(url: string, send: () => Promise<void>): Promise<Row> {
  await latenciesAt(url, REQUESTS_PER_SECOND, 2)
  const [idle, busy]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    idle.push((await latenciesAt(url, REQUESTS_PER_SECOND, SECONDS)).p99)
    busy.push((await whileWorking(send, () => latenciesAt(url, REQUESTS_PER_SECOND, SECONDS))).p99)
  }
  const ratio = spreadOf(busy).median / spreadOf(idle).median
  return {
    what: `p99 of a post by id at ${REQUESTS_PER_SECOND}/s, idle; while images are made without pause`,
    value: `${show(spreadOf(idle), 1)} ms; ${show(spreadOf(busy), 1)} ms`,
    budget: '<= 2 times',
    met: ratio <= 2,
  }
}

/** Two people upload one image after the other while the work runs. */
async function whileWorking<Result>(send: () => Promise<void>, work: () => Promise<Result>): Promise<Result> {
  let working = true
  const uploads = [0, 1].map(async () => {
    while (working) await send()
  })
  try {
    return await work()
  } finally {
    working = false
    await Promise.all(uploads)
  }
}

async function upload(url: string, token: string, content: Blob): Promise<void> {
  const body = new FormData()
  body.set('file', content, 'file')
  const headers = { authorization: `Bearer ${token}` }
  const response = await fetch(`${url}/api/v1/upload`, { method: 'POST', headers, body })
  const text = await response.text()
  if (response.status !== 201) throw new Error(`POST /upload: ${response.status} ${text}`)
  const { state } = JSON.parse(text) as { state: string }
  if (state !== 'ready') throw new Error(`an image was not ready after the wait, but ${state}`)
}

async function bareSharp(photo: string): Promise<{ ms: number[]; cpuMs: number }> {
  const { stdout } = await promisify(execFile)(process.execPath, [REFERENCE, photo, String(IMAGES)])
  return JSON.parse(stdout) as { ms: number[]; cpuMs: number }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** 4000 x 3000, about 3 MB, with the detail of a photograph. */
function aPhoto(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const
  const small = sharp({ create: { width: 1000, height: 750, channels: 3, background: '#888', noise } })
  return small.blur(2).resize(4000, 3000).jpeg({ quality: 90 }).toBuffer()
}

function aVideo(bytes: number): Blob {
  const start = Buffer.from('\0\0\0\u0018ftypisom\0\0\0\0isommp42', 'latin1')
  return new Blob([new Uint8Array(start), new Uint8Array(bytes)])
}

const memoryOf = (pid: number, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
