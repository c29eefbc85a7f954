export { type DataOf, defineEvent, type EventContract, type EventEnvelope, type EventStream } from './define-event.js'
