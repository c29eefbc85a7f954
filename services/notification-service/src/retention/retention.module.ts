import { Module } from '@nestjs/common'
import { NotificationsModule } from '../notifications/notifications.module.js'
import { Retention } from './retention.js'

@Module({ imports: [NotificationsModule], providers: [Retention] })
export class RetentionModule {}
