import { Body, Controller, Put } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Caller, ClientIp, ReturnsNothing } from '@quark/service-kit'
import { PasswordChange } from './passwords.schema.js'
import { PasswordsService } from './passwords.service.js'

@Controller('auth/password')
export class PasswordsController {
  constructor(private readonly passwords: PasswordsService) {}

  @Put()
  @ApiOperation({ operationId: 'changePassword', summary: 'Change your password; your other sessions end' })
  @Access('signed-in')
  @ReturnsNothing()
  change(
    @Body({ schema: PasswordChange }) change: PasswordChange,
    @Caller() caller: Caller,
    @ClientIp() ip: string,
  ): Promise<void> {
    return this.passwords.change(change, caller, ip)
  }
}
