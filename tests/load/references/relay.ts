import { type WebSocket, WebSocketServer } from 'ws'

/**
 * The least that can bring a message from one socket to others: a room is named by whoever joins it, nobody is checked and nothing
 * is stored. Argument: the port.
 */
const rooms = new Map<string, Set<WebSocket>>()
const server = new WebSocketServer({ host: '127.0.0.1', port: Number(process.argv[2]), perMessageDeflate: false })

server.on('connection', (ws) => {
  ws.on('message', (data) => {
    const { join, conversationId } = JSON.parse(data.toString()) as { join?: string[]; conversationId?: string }
    for (const room of join ?? []) rooms.set(room, (rooms.get(room) ?? new Set()).add(ws))
    if (conversationId) for (const other of rooms.get(conversationId) ?? []) other.send(data, { binary: false })
    else ws.send('{"type":"joined"}')
  })
})
server.on('listening', () => process.stdout.write('ready\n'))
