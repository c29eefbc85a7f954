import { Injectable } from '@nestjs/common'
import { type Caller, Refusal, Transactions } from '@quark/service-kit'
import { AccountsRepository } from '../accounts/accounts.repository.js'
import { LoginAttempts } from '../logins/login-attempts.js'
import { SessionsService } from '../sessions/sessions.service.js'
import { PasswordHasher } from './password-hasher.js'
import { assertPasswordAllowed } from './passwords.rules.js'
import type { PasswordChange } from './passwords.schema.js'

@Injectable()
export class PasswordsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsService,
    private readonly hasher: PasswordHasher,
    private readonly attempts: LoginAttempts,
  ) {}

  /** Sets a new password and signs the person out everywhere else. */
  async change({ currentPassword, newPassword }: PasswordChange, caller: Caller, ip: string): Promise<void> {
    const account = await this.accounts.find(caller.id)
    if (!account) throw Refusal.unauthorized()
    assertPasswordAllowed(newPassword, account, 'newPassword')
    await this.attempts.guard(account.id, ip, async () => {
      if (!(await this.hasher.verify(currentPassword, account.passwordHash))) throw wrongPassword()
    })
    const passwordHash = await this.hasher.hash(newPassword)
    await this.transactions.run(async (tx) => {
      const now = await this.accounts.lock(tx, account.id)
      if (now?.passwordHash !== account.passwordHash) throw wrongPassword()
      await this.accounts.setPassword(tx, account.id, passwordHash)
      await this.sessions.endOthers(tx, caller)
    })
  }
}

const wrongPassword = (): Refusal =>
  Refusal.invalid(
    'wrong-password',
    [{ field: 'currentPassword', code: 'wrong-password', message: 'is not your password' }],
    'The current password is not right.',
  )
