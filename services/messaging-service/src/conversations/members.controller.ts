import { Body, Controller, Delete, Param, Post } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, Id, Returns, ReturnsNothing } from '@quark/service-kit'
import { ConversationView, NewMembers } from './conversations.schema.js'
import { MembersService } from './members.service.js'

@Controller('conversations/:id/members')
export class MembersController {
  constructor(private readonly members: MembersService) {}

  @Post()
  @ApiOperation({ operationId: 'addMembers', summary: 'Bring others into a group; they see what is said from now on' })
  @Access('signed-in')
  @Returns(ConversationView, 201)
  add(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NewMembers }) { memberIds }: NewMembers,
    @Caller() caller: Caller,
  ): Promise<ConversationView> {
    return this.members.add(caller, id, memberIds)
  }

  @Delete(':userId')
  @ApiOperation({ operationId: 'removeMember', summary: 'Leave a group, or take somebody out of one that you own' })
  @Access('signed-in')
  @ReturnsNothing()
  remove(
    @Param('id', { schema: Id }) id: string,
    @Param('userId', { schema: Id }) userId: string,
    @Caller() caller: Caller,
  ): Promise<void> {
    return this.members.remove(caller, id, userId)
  }
}
