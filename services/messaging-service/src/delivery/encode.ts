import type { ServerFrame } from '@quark/contracts/messenger'

/** FIN and the opcode of a text frame (RFC 6455, 5.2). */
const TEXT = 0x81

/**
 * A frame as it goes over the wire: what a server sends is not masked, so the same bytes are right for every socket, and one
 * serialisation serves all members of a conversation.
 */
export function encode(frame: ServerFrame): Buffer {
  const text = JSON.stringify(frame)
  const length = Buffer.byteLength(text)
  const headLength = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const bytes = Buffer.allocUnsafe(headLength + length)
  bytes[0] = TEXT
  if (headLength === 2) bytes[1] = length
  else if (headLength === 4) {
    bytes[1] = 126
    bytes.writeUInt16BE(length, 2)
  } else {
    bytes[1] = 127
    bytes.writeBigUInt64BE(BigInt(length), 2)
  }
  bytes.write(text, headLength)
  return bytes
}
