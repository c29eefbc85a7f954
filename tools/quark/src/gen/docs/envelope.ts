/** The JSON Schema of `EventEnvelope` (packages/contracts/src/define-event.ts), which types alone cannot give. */
export const ENVELOPE = {
  type: 'object',
  description: 'CloudEvents 1.0 in structured JSON, with the extension attribute `version`.',
  required: ['specversion', 'id', 'source', 'type', 'version', 'time', 'datacontenttype', 'data'],
  properties: {
    specversion: { const: '1.0' },
    id: {
      type: 'string',
      format: 'uuid',
      description: 'UUIDv7. The same in every copy of the event, so that a second one can be dropped.',
    },
    source: { type: 'string', description: 'The module that emitted it, as a path.', examples: ['/blog-service'] },
    type: { type: 'string', description: 'What happened, in the past tense.', examples: ['post.published'] },
    version: {
      type: 'integer',
      minimum: 1,
      description: 'Of the shape of `data`. A new optional field keeps it; read what you know and ignore the rest.',
    },
    time: { type: 'string', format: 'date-time', description: 'When it happened, in UTC.' },
    datacontenttype: { const: 'application/json' },
    data: { type: 'object', description: 'What the contract of the event says.' },
  },
}
