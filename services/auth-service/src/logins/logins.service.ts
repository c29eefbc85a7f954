import { Injectable } from '@nestjs/common'
import { Refusal, Transactions, type Tx } from '@quark/service-kit'
import type { Account } from '../accounts/account.js'
import { AccountsRepository } from '../accounts/accounts.repository.js'
import type { AuthDB } from '../db/schema.js'
import { PasswordHasher } from '../passwords/password-hasher.js'
import type { ClientInfo } from '../sessions/client.js'
import type { SignedIn } from '../sessions/sessions.schema.js'
import { SessionsService } from '../sessions/sessions.service.js'
import { LoginAttempts } from './login-attempts.js'
import type { LoginRequest } from './logins.schema.js'

@Injectable()
export class LoginsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsService,
    private readonly hasher: PasswordHasher,
    private readonly attempts: LoginAttempts,
  ) {}

  /** @throws Refusal 401 `wrong-credentials`, the same whether the login or the password is wrong; 429 */
  async login({ login, password }: LoginRequest, client: ClientInfo): Promise<SignedIn> {
    const account = await this.attempts.guard(login, client.ip, () => this.prove(login, password))
    const renewed = this.hasher.isOutdated(account.passwordHash) ? await this.hasher.hash(password) : undefined
    return this.transactions.run(async (tx) => {
      await this.assertUnchanged(tx, account)
      if (renewed) await this.accounts.setPassword(tx, account.id, renewed)
      return this.sessions.open(tx, account, client)
    })
  }

  private async prove(login: string, password: string): Promise<Account> {
    const account = await this.accounts.findByLogin(login)
    const matches = await this.hasher.verify(password, account?.passwordHash)
    if (!account || !matches) throw wrongCredentials()
    return account
  }

  /** While the password was checked the account may have been deleted, or got another password. */
  private async assertUnchanged(tx: Tx<AuthDB>, account: Account): Promise<void> {
    const now = await this.accounts.lock(tx, account.id)
    if (now?.passwordHash !== account.passwordHash) throw wrongCredentials()
  }
}

const wrongCredentials = (): Refusal =>
  Refusal.unauthorized('wrong-credentials', 'The login or the password is not right.')
