import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { MessageView } from '@quark/contracts/messenger'
import { Access, Caller, Id, Returns, ReturnsNothing } from '@quark/service-kit'
import { HistoryQuery, MessageChange, MessagePage, NewMessage } from './messages.schema.js'
import { MessagesService } from './messages.service.js'
import { SendingService } from './sending.service.js'

@Controller('conversations/:id/messages')
export class MessagesController {
  constructor(
    private readonly messages: MessagesService,
    private readonly sending: SendingService,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listMessages',
    summary: 'The newest messages of a conversation, or those before or after a place',
  })
  @Access('signed-in')
  @Returns(MessagePage)
  list(
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: HistoryQuery }) query: HistoryQuery,
    @Caller() caller: Caller,
  ): Promise<MessagePage> {
    return this.messages.history(caller, id, query)
  }

  @Post()
  @ApiOperation({
    operationId: 'sendMessage',
    summary: 'Write to a conversation; the same clientId again is the same message',
  })
  @Access('signed-in')
  @Returns(MessageView, 201)
  send(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NewMessage }) message: NewMessage,
    @Caller() caller: Caller,
  ): Promise<MessageView> {
    return this.sending.send(caller.id, id, message)
  }

  @Put(':messageId')
  @ApiOperation({ operationId: 'editMessage', summary: 'Give a message of yours another text' })
  @Access('signed-in')
  @Returns(MessageView)
  edit(
    @Param('id', { schema: Id }) id: string,
    @Param('messageId', { schema: Id }) messageId: string,
    @Body({ schema: MessageChange }) { text }: MessageChange,
    @Caller() caller: Caller,
  ): Promise<MessageView> {
    return this.messages.edit(caller, id, messageId, text)
  }

  @Delete(':messageId')
  @ApiOperation({
    operationId: 'deleteMessage',
    summary: 'Take a message of yours back; its place stays, without text',
  })
  @Access('signed-in')
  @ReturnsNothing()
  delete(
    @Param('id', { schema: Id }) id: string,
    @Param('messageId', { schema: Id }) messageId: string,
    @Caller() caller: Caller,
  ): Promise<void> {
    return this.messages.delete(caller, id, messageId)
  }
}
