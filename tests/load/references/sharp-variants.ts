import { readFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import sharp, { type Sharp } from 'sharp'

/**
 * Makes of one JPEG what media-service makes of it, so many times, and prints how long each took and its CPU: the picture
 * anew, three sizes and a square as WebP, and the pixels of a thumbhash. On one core and as nice as media-service is.
 */
const [file = '', times = '5'] = process.argv.slice(2)
setPriority(10)
sharp.concurrency(1)
sharp.cache(false)
const jpeg = readFileSync(file)
// Once round, so that what is loaded and compiled is not counted.
await makeAll()
const ms: number[] = []
const before = process.cpuUsage()
for (let turn = 0; turn < Number(times); turn++) {
  const began = performance.now()
  await makeAll()
  ms.push(performance.now() - began)
}
const { user, system } = process.cpuUsage(before)
process.stdout.write(JSON.stringify({ ms, cpuMs: (user + system) / 1000 / ms.length }))

async function makeAll(): Promise<void> {
  const full = await pixels(sharp(jpeg).autoOrient())
  const largest = await pixels(full().resize(1600))
  await full().jpeg({ quality: 90 }).toBuffer()
  for (const width of [1600, 800, 320]) await webp(largest().resize(width))
  await webp(largest().resize(192, 192))
  await largest().resize(100, 100, { fit: 'inside' }).ensureAlpha().raw().toBuffer()
}

function webp(image: Sharp): Promise<Buffer> {
  return image.webp({ quality: 80, effort: 2 }).toBuffer()
}

async function pixels(image: Sharp): Promise<() => Sharp> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  return () => sharp(data, { raw: { width, height, channels } })
}
