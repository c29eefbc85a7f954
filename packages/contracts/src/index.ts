export {
  type DataOf,
  defineEvent,
  EVENT_STREAMS,
  type EventContract,
  type EventEnvelope,
  type EventStream,
} from './define-event.js'
export { defineTopic, type MessageOf, type TopicContract } from './define-topic.js'
