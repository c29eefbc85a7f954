import { Controller, Get } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, Returns } from '@quark/service-kit'
import { MeView } from './me.schema.js'
import { MeService } from './me.service.js'

@Controller('me')
export class MeController {
  constructor(private readonly me: MeService) {}

  @Get()
  @ApiOperation({ operationId: 'readMe', summary: 'You: profile, permissions, blogs and drafts' })
  @Access('signed-in')
  @Returns(MeView)
  read(@Caller() caller: Caller): Promise<MeView> {
    return this.me.read(caller)
  }
}
