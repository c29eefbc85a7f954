export { type DataOf, defineEvent, type EventContract, type EventEnvelope } from './define-event.js'
