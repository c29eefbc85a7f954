import { Module } from '@nestjs/common'
import { AccountsConsumer } from './accounts.consumer.js'
import { AccountsRepository } from './accounts.repository.js'
import { AccountsService } from './accounts.service.js'

@Module({ providers: [AccountsRepository, AccountsService, AccountsConsumer], exports: [AccountsRepository] })
export class AccountsModule {}
