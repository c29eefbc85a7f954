import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import satori from 'satori'
import sharp from 'sharp'
import type { CardText } from './card.rules.js'

// One card at a time is drawn; more threads of libvips would only take the cores from readers.
sharp.concurrency(1)

const WIDTH = 1200
const HEIGHT = 630
const COLOURS = { paper: '#fbfaf7', ink: '#1f221e', muted: '#5b6058', line: '#e3e0d7', accent: '#0d7353' }
const SCRIPTS = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'vietnamese'] as const
/** From how many characters on a title is written how large. */
const SIZES = [
  { upTo: 36, px: 84 },
  { upTo: 80, px: 68 },
  { upTo: 130, px: 56 },
  { upTo: 200, px: 46 },
] as const
const MOST_LINES = 5

interface Node {
  type: string
  props: { style?: Record<string, string | number>; children?: Node[] | string; [attribute: string]: unknown }
}

const box = (style: Record<string, string | number>, children: Node[] | string): Node => ({
  type: 'div',
  props: { style: { display: 'flex', ...style }, children },
})

const require = createRequire(import.meta.url)
let fonts: Promise<{ name: string; weight: 400 | 600; style: 'normal'; data: Buffer }[]> | undefined

const openFonts = () =>
  Promise.all(
    SCRIPTS.flatMap((script) =>
      ([400, 600] as const).map(async (weight) => {
        const file = `@fontsource/source-serif-4/files/source-serif-4-${script}-${weight}-normal.woff`
        return {
          name: `Serif ${script}`,
          weight,
          style: 'normal' as const,
          data: await readFile(require.resolve(file)),
        }
      }),
    ),
  )
const FAMILY = SCRIPTS.map((script) => `"Serif ${script}"`).join(', ')

/** A PNG of 1200 x 630 with the texts as paths, so that it looks the same whatever fonts the machine has. */
export async function cardImage(text: CardText): Promise<Buffer> {
  fonts ??= openFonts()
  const svg = await satori(cardOf(text) as never, { width: WIDTH, height: HEIGHT, fonts: await fonts })
  return sharp(Buffer.from(svg)).png({ compressionLevel: 9, palette: true, colours: 64 }).toBuffer()
}

function cardOf({ title, blog, author }: CardText): Node {
  const shown = drawable(title)
  const length = [...shown].length
  const size = (SIZES.find(({ upTo }) => length <= upTo) ?? SIZES[SIZES.length - 1])?.px ?? 46
  return box(
    {
      width: '100%',
      height: '100%',
      boxSizing: 'border-box',
      flexDirection: 'column',
      justifyContent: 'space-between',
      padding: '64px 72px',
      backgroundColor: COLOURS.paper,
      color: COLOURS.ink,
      fontFamily: FAMILY,
    },
    [
      box({ alignItems: 'center' }, [
        mark(),
        box({ ...oneLine, marginLeft: 24, width: 900, fontSize: 34 }, drawable(blog)),
      ]),
      {
        type: 'div',
        props: {
          style: {
            display: 'block',
            fontSize: size,
            fontWeight: 600,
            lineHeight: 1.16,
            lineClamp: MOST_LINES,
            wordBreak: 'break-word',
          },
          children: shown,
        },
      },
      box({ ...oneLine, borderTop: `2px solid ${COLOURS.line}`, paddingTop: 26, fontSize: 32, color: COLOURS.muted }, [
        box(oneLine, drawable(author)),
      ]),
    ],
  )
}

const oneLine = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }

const mark = (): Node => {
  const dot = (cx: number, cy: number, fill: string): Node => ({ type: 'circle', props: { cx, cy, r: 5.5, fill } })
  const dots = [dot(16, 8, COLOURS.ink), dot(8, 22.5, COLOURS.ink), dot(24, 22.5, COLOURS.accent)]
  return { type: 'svg', props: { width: 64, height: 64, viewBox: '0 0 32 32', children: dots } }
}

/** Without what the font has no picture of: emoji and scripts that it does not know would be empty boxes. */
function drawable(text: string): string {
  const known = text.replace(
    /[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{M}\p{N}\p{P}\p{Sc}+<=>~^|\s]/gu,
    '',
  )
  return known.replace(/\s+/g, ' ').trim() || '…'
}
