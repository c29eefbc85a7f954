import { Controller, Post } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, Returns } from '@quark/service-kit'
import { SocketTicket } from './tickets.schema.js'
import { TicketsService } from './tickets.service.js'

@Controller('auth')
export class TicketsController {
  constructor(private readonly tickets: TicketsService) {}

  @Post('ws-ticket')
  @ApiOperation({ operationId: 'issueSocketTicket', summary: 'Get a ticket that opens one socket within a minute' })
  @Access('signed-in')
  @Returns(SocketTicket)
  issue(@Caller() caller: Caller): Promise<SocketTicket> {
    return this.tickets.issue(caller)
  }
}
