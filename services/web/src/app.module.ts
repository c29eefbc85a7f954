import { Module } from '@nestjs/common'
import { CardsModule } from './cards/cards.module.js'
import { DoorModule } from './door/door.module.js'
import { PageCacheModule } from './page-cache/page-cache.module.js'

@Module({ imports: [DoorModule, PageCacheModule, CardsModule] })
export class AppModule {}
