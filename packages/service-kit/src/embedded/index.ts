export { EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded-postgres.js'
export { freePort, isFree } from './free-port.js'
export { errorCode, errorMessage, PlainError } from './plain-error.js'
export { isRunning } from './running-process.js'
