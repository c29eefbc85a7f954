import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/accounts.module.js'
import { KeysModule } from '../keys/keys.module.js'
import { RefreshesService } from './refreshes.service.js'
import { SessionsController } from './sessions.controller.js'
import { SessionsRepository } from './sessions.repository.js'
import { SessionsService } from './sessions.service.js'
import { SessionsSweep } from './sessions.sweep.js'
import { TokenPairs } from './token-pairs.js'

@Module({
  imports: [AccountsModule, KeysModule],
  controllers: [SessionsController],
  providers: [SessionsService, RefreshesService, SessionsRepository, SessionsSweep, TokenPairs],
  exports: [SessionsService],
})
export class SessionsModule {}
