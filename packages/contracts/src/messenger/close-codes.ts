/** Why the server closes a socket, beside the codes of RFC 6455. What a client does about each is in docs/messenger.md. */
export const CLOSE_CODES = {
  /** The server stops: connect again at once, it may be another one. */
  goingAway: 1001,
  /** Frames are text. */
  binary: 1003,
  /** A frame is larger than 64 kB. */
  tooBig: 1009,
  /** Ten frames within a minute that are none of the documented ones. */
  badFrames: 4400,
  /** The session has ended: sign in again. */
  sessionEnded: 4401,
  /** No `resume` within ten seconds, or no pong. */
  silent: 4408,
  /** The client reads too slowly, what waits for it grew too large: connect again and resume. */
  slowReader: 4413,
  /** More frames than a person can make: connect again after a minute. */
  flood: 4429,
} as const
