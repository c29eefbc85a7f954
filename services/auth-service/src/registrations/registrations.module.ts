import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/accounts.module.js'
import { HasherModule } from '../passwords/hasher.module.js'
import { SessionsModule } from '../sessions/sessions.module.js'
import { PendingRepository } from './pending.repository.js'
import { ProfilesClient } from './profiles.client.js'
import { RegistrationsController } from './registrations.controller.js'
import { RegistrationsService } from './registrations.service.js'
import { RegistrationsSweep } from './registrations.sweep.js'

@Module({
  imports: [AccountsModule, SessionsModule, HasherModule],
  controllers: [RegistrationsController],
  providers: [RegistrationsService, RegistrationsSweep, PendingRepository, ProfilesClient],
})
export class RegistrationsModule {}
