export {
  type DataOf,
  defineEvent,
  EVENT_STREAMS,
  type EventContract,
  type EventEnvelope,
  type EventStream,
} from './define-event.js'
