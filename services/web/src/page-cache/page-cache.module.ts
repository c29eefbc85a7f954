import { Module } from '@nestjs/common'
import { FirstSeen } from './first-seen.js'
import { PageStore } from './page-store.js'
import { PublicPages } from './public-pages.js'
import { PurgesConsumer } from './purges.consumer.js'
import { PurgesService } from './purges.service.js'

@Module({ providers: [PublicPages, PageStore, FirstSeen, PurgesService, PurgesConsumer], exports: [PublicPages] })
export class PageCacheModule {}
