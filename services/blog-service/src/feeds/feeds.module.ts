import { Module } from '@nestjs/common'
import { FeedsRepository } from './feeds.repository.js'
import { FeedsRpc } from './feeds.rpc.js'
import { FeedsService } from './feeds.service.js'
import { OwnRepository } from './own.repository.js'

@Module({ providers: [FeedsRpc, FeedsService, FeedsRepository, OwnRepository] })
export class FeedsModule {}
