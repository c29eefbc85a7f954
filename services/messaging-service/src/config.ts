import { Settings } from '@quark/service-kit'
import { z } from 'zod'

const whole = (min: number, fallback: number) => z.coerce.number().int().min(min).default(fallback)

export class MessagingConfig extends Settings({
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => new URL(url).origin)
    .optional()
    .describe('Address that readers use, like https://quark.example. Its pages may open sockets.'),
  CORS_ORIGINS: z
    .string()
    .default('https://quark.com,http://localhost:3000')
    .transform((text) => text.split(',').map((item) => item.trim()))
    .describe('Origins beside our own whose pages may open sockets, separated by commas. The same as the gateway has.'),
  MESSAGES_PER_MINUTE: whole(1, 100).describe('Messages that one person may send in a minute.'),
  CONVERSATIONS_PER_DAY: whole(1, 100).describe('Conversations that one person may begin in a day.'),
  GROUP_MEMBERS: whole(2, 200).describe('People that a group may have.'),
  SOCKETS_PER_PERSON: whole(1, 20).describe('Sockets that one person may have open at a replica.'),
  SOCKET_BUFFER_BYTES: whole(65_536, 1_048_576).describe(
    'Bytes that may wait for one socket to be read; then it is closed, and its client resumes.',
  ),
  SOCKET_PING_SECONDS: whole(1, 30).describe(
    'Seconds of silence after which a socket is pinged; ten more without a pong, and it is closed.',
  ),
  SOCKET_FRAMES_PER_SECOND: whole(1, 20).describe(
    'Frames that a client may send in a second on average; five times as many at once.',
  ),
}) {}
