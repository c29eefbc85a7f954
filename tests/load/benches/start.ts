import { setTimeout as pause } from 'node:timers/promises'
import { postgresPid } from '../lib/postgres-pid.ts'
import { startQuark, temporaryData } from '../lib/quark.ts'
import type { Row } from '../lib/report.ts'
import { show, spreadOf } from '../lib/statistics.ts'
import { treeOf, usageOf } from '../lib/usage.ts'

const WARM_STARTS = 5
/** Idle means: the connections that the start opened have been given back (20 s), its garbage is collected. */
const SETTLE_MS = 45_000

/** How long a start takes, and what the platform holds when nobody asks anything of it. */
export async function start(): Promise<Row[]> {
  const data = temporaryData()
  try {
    const first = await startQuark(data.path)
    await first.stop()
    const warm: number[] = []
    let memory = { rssMb: 0, pssMb: 0 }
    for (let turn = 0; turn < WARM_STARTS; turn++) {
      const quark = await startQuark(data.path)
      warm.push(quark.startedInMs / 1000)
      if (turn === WARM_STARTS - 1) {
        await pause(SETTLE_MS)
        memory = usageOf([...treeOf(quark.pid), ...treeOf(postgresPid(data.path))])
      }
      await quark.stop()
    }
    return [
      { what: 'first start (empty data folder)', value: `${(first.startedInMs / 1000).toFixed(1)} s`, budget: '' },
      { what: 'warm start', value: `${show(spreadOf(warm), 1)} s`, budget: '<= 5 s', met: spreadOf(warm).median <= 5 },
      {
        what: 'idle memory, PostgreSQL included',
        value: `${memory.rssMb.toFixed(0)} MiB RSS, ${memory.pssMb.toFixed(0)} MiB PSS`,
        budget: '<= 450 MiB RSS',
        met: memory.rssMb <= 450,
      },
    ]
  } finally {
    data.remove()
  }
}
