import { Controller, Get, Header } from '@nestjs/common'
import { ApiOperation } from '@nestjs/swagger'
import { Access, Returns } from '@quark/service-kit'
import { KeySet } from './keys.schema.js'
import { KeysService } from './keys.service.js'

@Controller('auth/.well-known')
export class KeysController {
  constructor(private readonly keys: KeysService) {}

  @Get('jwks.json')
  @ApiOperation({
    operationId: 'readKeySet',
    summary: 'The public keys that access tokens are checked with (RFC 7517)',
  })
  @Access('public')
  @Header('cache-control', 'public, max-age=300')
  @Returns(KeySet)
  read(): KeySet {
    return this.keys.published()
  }
}
