import type { Database } from '../data/database.js'
import type { LogRow } from './embedded-cursor.js'

/** A place in the log: after this event. */
export type Position = Pick<LogRow, 'xid' | 'seq'>

/** Before the first event. */
export const START: Position = { xid: '0', seq: '0' }

// The columns are named with their table where it is sorted by them: the output columns of the same names are text.
/** The place just before what was stored at `since` or later; the end of the log when there is none, or no time. */
export async function positionBefore({ sql }: Database, since: Date | undefined): Promise<Position> {
  const [first] = since
    ? await sql<Position[]>`
        select l.xid::text, l.seq::text from event_log l where stored_at >= ${since} order by l.xid, l.seq limit 1`
    : []
  const [last] = first
    ? await sql<Position[]>`
        select l.xid::text, l.seq::text from event_log l
        where (l.xid, l.seq) < (${first.xid}::xid8, ${first.seq}::bigint)
        order by l.xid desc, l.seq desc limit 1`
    : await sql<Position[]>`
        select l.xid::text, l.seq::text from event_log l
        where l.xid < pg_snapshot_xmin(pg_current_snapshot())
        order by l.xid desc, l.seq desc limit 1`
  return last ?? START
}
