import { Body, Controller, Post } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Returns } from '@quark/service-kit'
import { Client, type ClientInfo } from '../sessions/client.js'
import { SignedIn } from '../sessions/sessions.schema.js'
import { LoginRequest } from './logins.schema.js'
import { LoginsService } from './logins.service.js'

@Controller('auth/login')
export class LoginsController {
  constructor(private readonly logins: LoginsService) {}

  @Post()
  @ApiOperation({ operationId: 'login', summary: 'Sign in with an e-mail or a username, and a password' })
  @Access('public')
  @Returns(SignedIn)
  login(@Body({ schema: LoginRequest }) request: LoginRequest, @Client() client: ClientInfo): Promise<SignedIn> {
    return this.logins.login(request, client)
  }
}
