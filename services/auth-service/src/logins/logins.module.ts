import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/accounts.module.js'
import { HasherModule } from '../passwords/hasher.module.js'
import { SessionsModule } from '../sessions/sessions.module.js'
import { LoginAttempts } from './login-attempts.js'
import { LoginsController } from './logins.controller.js'
import { LoginsService } from './logins.service.js'

@Module({
  imports: [AccountsModule, SessionsModule, HasherModule],
  controllers: [LoginsController],
  providers: [LoginsService, LoginAttempts],
  exports: [LoginAttempts],
})
export class LoginsModule {}
