/** What auth-service answers to a registration, a login and a refresh. */
export interface Tokens {
  user: { id: string; username: string; name: string; email: string }
  accessToken: string
  refreshToken: string
  /** Seconds until the access token ends. */
  expiresIn: number
}
