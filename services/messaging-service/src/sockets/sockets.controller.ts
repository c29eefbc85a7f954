import { Controller, Get } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Answer, Refusal, ReturnsNothing } from '@quark/service-kit'

/** What a plain request gets where the socket is. */
@Controller('ws')
export class SocketsController {
  @Get()
  @ApiOperation({
    operationId: 'openSocket',
    summary:
      'The messenger’s WebSocket, opened with ?token= and a ticket of POST /auth/ws-ticket; see docs/messenger.md',
  })
  @Access('public')
  @ReturnsNothing()
  refuse(@Answer() answer: Answer): never {
    answer.header('upgrade', 'websocket')
    throw new Refusal(426, 'upgrade-required', { detail: 'This is a WebSocket. Connect to it as one, with a ticket.' })
  }
}
