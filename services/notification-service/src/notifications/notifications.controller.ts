import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, Id, PageQuery, Returns, ReturnsNothing } from '@quark/service-kit'
import { NotificationPage, ReadMark } from './notifications.schema.js'
import { NotificationsService } from './notifications.service.js'

@Controller('notifications')
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  @Get()
  @ApiOperation({ operationId: 'listNotifications', summary: 'List your notifications, the newest first' })
  @Access('signed-in')
  @Returns(NotificationPage)
  list(@Query({ schema: PageQuery }) page: PageQuery, @Caller() caller: Caller): Promise<NotificationPage> {
    return this.notifications.list(caller.id, page)
  }

  @Put('read')
  @ApiOperation({ operationId: 'readNotifications', summary: 'Mark all up to one as read' })
  @Access('signed-in')
  @ReturnsNothing()
  readUpTo(@Body({ schema: ReadMark }) { upTo }: ReadMark, @Caller() caller: Caller): Promise<void> {
    return this.notifications.readUpTo(caller.id, upTo)
  }

  @Put(':id/read')
  @ApiOperation({ operationId: 'readNotification', summary: 'Mark one as read; the same when it is' })
  @Access('signed-in')
  @ReturnsNothing()
  read(@Param('id', { schema: Id }) id: string, @Caller() caller: Caller): Promise<void> {
    return this.notifications.read(caller.id, id)
  }
}
