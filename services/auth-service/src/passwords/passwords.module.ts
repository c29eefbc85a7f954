import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/accounts.module.js'
import { LoginsModule } from '../logins/logins.module.js'
import { SessionsModule } from '../sessions/sessions.module.js'
import { HasherModule } from './hasher.module.js'
import { PasswordsController } from './passwords.controller.js'
import { PasswordsService } from './passwords.service.js'

@Module({
  imports: [AccountsModule, SessionsModule, LoginsModule, HasherModule],
  controllers: [PasswordsController],
  providers: [PasswordsService],
})
export class PasswordsModule {}
