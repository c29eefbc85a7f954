import { Module } from '@nestjs/common'
import { SessionsModule } from './sessions/sessions.module.js'

@Module({ imports: [SessionsModule] })
export class AppModule {}
