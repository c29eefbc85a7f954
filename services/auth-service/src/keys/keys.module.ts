import { Module } from '@nestjs/common'
import { AccessTokens } from './access-tokens.js'
import { KeysController } from './keys.controller.js'
import { KeysRepository } from './keys.repository.js'
import { KeysService } from './keys.service.js'

@Module({
  controllers: [KeysController],
  providers: [KeysService, KeysRepository, AccessTokens],
  exports: [AccessTokens, KeysService],
})
export class KeysModule {}
