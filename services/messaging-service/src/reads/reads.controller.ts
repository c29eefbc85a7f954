import { Body, Controller, Param, Put } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, Id, ReturnsNothing } from '@quark/service-kit'
import { ReadMark } from './reads.schema.js'
import { ReadsService } from './reads.service.js'

@Controller('conversations/:id/read')
export class ReadsController {
  constructor(private readonly reads: ReadsService) {}

  @Put()
  @ApiOperation({ operationId: 'markRead', summary: 'Say up to which message you have read; never goes back' })
  @Access('signed-in')
  @ReturnsNothing()
  mark(
    @Param('id', { schema: Id }) conversationId: string,
    @Body({ schema: ReadMark }) { seq }: ReadMark,
    @Caller() caller: Caller,
  ): Promise<void> {
    return this.reads.markOne({ conversationId, personId: caller.id, seq })
  }
}
