import { type Logger, pino } from 'pino'

/** Names whose values never reach a log, at any depth that we write. */
const SECRETS = ['password', 'passwordHash', 'token', 'accessToken', 'refreshToken', 'authorization', 'cookie', 'email']

export interface LoggerOptions {
  /** `debug`, `info`, `warn`, `error` or `silent`. */
  level: string
  /** Coloured lines for a person instead of JSON. */
  pretty?: boolean
}

/** The log of a process: JSON lines on standard output (pino), secrets and personal data cut out. */
export function createLogger({ level, pretty }: LoggerOptions): Logger {
  return pino({
    level,
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[cut]' },
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    ...(pretty && {
      transport: {
        target: 'pino-pretty',
        options: { translateTime: 'HH:MM:ss', ignore: 'module', messageFormat: '{if module}[{module}] {end}{msg}' },
      },
    }),
  })
}
