export interface __Thing__Table {
  /** UUIDv7, so that ids sort by age. */
  id: string
  owner_id: string
  title: string
  created_at: Date
}

export interface __Thing__DB {
  __thing_row__: __Thing__Table
}
