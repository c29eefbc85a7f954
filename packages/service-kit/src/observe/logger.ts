import { type Logger, type LoggerOptions as PinoOptions, pino } from 'pino'

/** Names whose values never reach a log, at any depth that we write. */
const SECRETS = ['password', 'passwordHash', 'token', 'accessToken', 'refreshToken', 'authorization', 'cookie', 'email']

export interface LoggerOptions {
  /** `debug`, `info`, `warn`, `error` or `silent`. */
  level: string
  /** Coloured lines for a person instead of JSON. */
  pretty?: boolean
  /** On standard error, for a command whose output is on standard output. */
  stderr?: boolean
}

/** The log of a process: JSON lines on standard output (pino), secrets and personal data cut out. */
export function createLogger({ level, pretty, stderr }: LoggerOptions): Logger {
  const destination = stderr ? 2 : 1
  const options: PinoOptions = {
    level,
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[cut]' },
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
  }
  if (!pretty) return pino(options, pino.destination({ dest: destination, sync: true }))
  const messageFormat = '{if module}[{module}] {end}{msg}'
  const target = 'pino-pretty'
  return pino({
    ...options,
    transport: { target, options: { destination, translateTime: 'HH:MM:ss', ignore: 'module', messageFormat } },
  })
}
