import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, Id, PageQuery, Returns } from '@quark/service-kit'
import {
  ConversationChange,
  ConversationPage,
  ConversationView,
  NewConversation,
  Unread,
} from './conversations.schema.js'
import { ConversationsService } from './conversations.service.js'
import { ReadingService } from './reading.service.js'

@Controller('conversations')
export class ConversationsController {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly reading: ReadingService,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listConversations',
    summary: 'Your conversations, those with the newest messages first',
  })
  @Access('signed-in')
  @Returns(ConversationPage)
  list(@Query({ schema: PageQuery }) page: PageQuery, @Caller() caller: Caller): Promise<ConversationPage> {
    return this.reading.list(caller, page)
  }

  @Post()
  @ApiOperation({
    operationId: 'beginConversation',
    summary: 'Begin a group, or a conversation of two; of that there is one, and beginning it again finds it',
  })
  @Access('signed-in')
  @Returns(ConversationView, 201)
  begin(@Body({ schema: NewConversation }) body: NewConversation, @Caller() caller: Caller): Promise<ConversationView> {
    return this.conversations.begin(caller, body)
  }

  @Get('unread')
  @ApiOperation({ operationId: 'countUnread', summary: 'How much there is that you have not read' })
  @Access('signed-in')
  @Returns(Unread)
  unread(@Caller() caller: Caller): Promise<Unread> {
    return this.reading.unread(caller)
  }

  @Get(':id')
  @ApiOperation({ operationId: 'readConversation', summary: 'A conversation of yours with everybody in it' })
  @Access('signed-in')
  @Returns(ConversationView)
  read(@Param('id', { schema: Id }) id: string, @Caller() caller: Caller): Promise<ConversationView> {
    return this.reading.read(caller.id, id)
  }

  @Put(':id')
  @ApiOperation({ operationId: 'renameConversation', summary: 'Give a group of yours another title' })
  @Access('signed-in')
  @Returns(ConversationView)
  rename(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ConversationChange }) { title }: ConversationChange,
    @Caller() caller: Caller,
  ): Promise<ConversationView> {
    return this.conversations.rename(caller, id, title)
  }
}
