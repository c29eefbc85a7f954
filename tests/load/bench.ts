import { events } from './benches/events.ts'
import { faults } from './benches/faults.ts'
import { feed } from './benches/feed.ts'
import { login } from './benches/login.ts'
import { media } from './benches/media.ts'
import { messenger } from './benches/messenger.ts'
import { messengerFaults } from './benches/messenger-faults.ts'
import { page } from './benches/page.ts'
import { readPost } from './benches/read-post.ts'
import { start } from './benches/start.ts'
import { type Row, tableOf } from './lib/report.ts'

/** Every benchmark by its name; `npm run bench -- read-post` runs one. */
const BENCHES: Record<string, () => Promise<Row[]>> = {
  start,
  login,
  'read-post': readPost,
  page,
  events,
  faults,
  media,
  feed,
  messenger,
  'messenger-faults': messengerFaults,
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in BENCHES))
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}.`)
  process.exit(1)
}

const rows: Row[] = []
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.error(`measuring ${name}...`)
  rows.push(...(await bench()))
}
process.stdout.write(`${tableOf(rows)}\n`)
process.exitCode = rows.some((row) => row.met === false) ? 1 : 0
