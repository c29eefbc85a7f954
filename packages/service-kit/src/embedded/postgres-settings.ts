/** `durable` for data that matters; `test` for data thrown away after the run. */
export type PostgresMode = 'durable' | 'test'

const common = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // Small: the whole platform idles below 450 MB.
  shared_buffers: '48MB',
  wal_buffers: '1MB',
  max_wal_size: '256MB',
  max_parallel_workers_per_gather: 0,
  autovacuum_max_workers: 2,
  max_wal_senders: 0,
  max_replication_slots: 0,
  max_logical_replication_workers: 0,
  io_method: 'sync',
  huge_pages: 'off',
  jit: 'off',
  // The event log waits for the oldest open transaction: a forgotten one must not hold up everybody.
  idle_in_transaction_session_timeout: '60s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
}

const perMode = {
  // Ten modules in processes of their own: up to 8 connections each, and a few more each for the event log.
  durable: { max_connections: 160, fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' },
  test: { max_connections: 200, fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
}

/** The server's command line: `-p PORT -c name=value ...`, as one string for `pg_ctl -o`. */
export function serverOptions(port: number, mode: PostgresMode): string {
  const settings = Object.entries({ ...common, ...perMode[mode] })
  return [`-p ${port}`, ...settings.map(([name, value]) => `-c ${name}=${value}`)].join(' ')
}
