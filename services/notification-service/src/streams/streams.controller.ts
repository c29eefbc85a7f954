import type { Readable } from 'node:stream'
import { Controller, Get } from '@nestjs/common'
import { ApiHeader, ApiOperation } from '@nestjs/swagger'
import { Access, Caller, HeaderValue, ReturnsEvents } from '@quark/service-kit'
import { StreamsService } from './streams.service.js'

@Controller('notifications/stream')
export class StreamsController {
  constructor(private readonly streams: StreamsService) {}

  @Get()
  @ApiOperation({
    operationId: 'streamNotifications',
    summary: 'Your notifications as they come',
    description:
      'Events `notification` (one of the list) and `unread` (`{ "unread": 3 }`, at first and when it changes). Come back with `Last-Event-ID` and ' +
      'you get what you missed, once and in order. Ends when the token does.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'The id of the last event that you have.' })
  @Access('signed-in')
  @ReturnsEvents()
  open(@Caller() caller: Caller, @HeaderValue('last-event-id') lastEventId: string | undefined): Readable {
    return this.streams.open(caller, lastEventId)
  }
}
