// A process that reads events until it is killed, or kills itself at an event that says so. Run by the contract suite.
import { createLogger, openEvents, RETRY_POLICY } from '@quark/service-kit'

const [consumer = ''] = process.argv.slice(2)
const events = await openEvents({
  env: process.env,
  databaseServer: process.env.DATABASE_URL ?? '',
  log: createLogger({ level: 'silent' }),
  retry: { ...RETRY_POLICY, limitMs: 500 },
})
await events.subscribe({
  consumer,
  events: [{ type: 'note.written', stream: 'posts' }],
  handle: async ({ id, data }, { tries }) => {
    // Written at once and not through a stream, which SIGKILL would cut off.
    process.stdout.write(`${JSON.stringify({ id, tries })}\n`)
    if ((data as { deadly?: boolean }).deadly) process.kill(process.pid, 'SIGKILL')
  },
})
