import { Module } from '@nestjs/common'
import { AccountsModule } from './accounts/accounts.module.js'
import { KeysModule } from './keys/keys.module.js'
import { LoginsModule } from './logins/logins.module.js'
import { PasswordsModule } from './passwords/passwords.module.js'
import { RegistrationsModule } from './registrations/registrations.module.js'
import { SessionsModule } from './sessions/sessions.module.js'
import { TicketsModule } from './tickets/tickets.module.js'

@Module({
  imports: [
    AccountsModule,
    KeysModule,
    SessionsModule,
    LoginsModule,
    PasswordsModule,
    RegistrationsModule,
    TicketsModule,
  ],
})
export class AppModule {}
