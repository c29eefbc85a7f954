import { Body, Controller, Post } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Returns } from '@quark/service-kit'
import { Client, type ClientInfo } from '../sessions/client.js'
import { SignedIn } from '../sessions/sessions.schema.js'
import { Registration } from './registrations.schema.js'
import { RegistrationsService } from './registrations.service.js'

@Controller('auth/register')
export class RegistrationsController {
  constructor(private readonly registrations: RegistrationsService) {}

  @Post()
  @ApiOperation({ operationId: 'register', summary: 'Create an account and sign in to it' })
  @Access('public')
  @Returns(SignedIn, 201)
  register(
    @Body({ schema: Registration }) registration: Registration,
    @Client() client: ClientInfo,
  ): Promise<SignedIn> {
    return this.registrations.register(registration, client)
  }
}
