export { ClientFrame, RESUME_CONVERSATIONS } from './client-frames.js'
export { CLOSE_CODES } from './close-codes.js'
export { MESSAGE_LENGTH, MESSAGE_MEDIA, MessageView } from './message.js'
export { ServerFrame } from './server-frames.js'
