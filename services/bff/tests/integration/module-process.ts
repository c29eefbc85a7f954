import { createServer } from 'node:net'
import { listenRpc } from '@quark/service-kit'
import { TEST_INTERNAL_KEY } from '@quark/testing'
import { blogStandIn, userStandIn } from '../stand-ins.ts'

// A module in a process of its own: node module-process.ts blog|user|nonsense PORT. Says so when it listens.
const [kind, port] = process.argv.slice(2)
if (kind === 'nonsense') {
  const server = createServer((socket) => socket.on('error', () => {}).end('HTTP/1.1 200 OK\r\n\r\nnonsense'))
  server.listen(Number(port), '127.0.0.1', () => process.stdout.write('listening\n'))
} else {
  const rpc = [kind === 'blog' ? blogStandIn() : userStandIn()]
  await listenRpc({ rpc }, '127.0.0.1', Number(port), TEST_INTERNAL_KEY)
  process.stdout.write('listening\n')
}
