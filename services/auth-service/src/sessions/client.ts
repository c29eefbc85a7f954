import { createParamDecorator, type ExecutionContext } from '@nestjs/common'

/** From where somebody signs in. */
export interface ClientInfo {
  readonly ip: string
  readonly userAgent: string | undefined
}

/** From where the request comes: the address that the edge saw, and what the program calls itself. */
export const Client = createParamDecorator((_: unknown, context: ExecutionContext): ClientInfo => {
  const request = context
    .switchToHttp()
    .getRequest<{ clientIp: string; headers: Record<string, string | string[] | undefined> }>()
  const userAgent = request.headers['user-agent']
  return { ip: request.clientIp, userAgent: typeof userAgent === 'string' ? userAgent : undefined }
})
