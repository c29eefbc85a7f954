import { Module } from '@nestjs/common'
import { __Things__Controller } from './__things__.controller.js'
import { __Things__Repository } from './__things__.repository.js'
import { __Things__Service } from './__things__.service.js'

@Module({ controllers: [__Things__Controller], providers: [__Things__Service, __Things__Repository] })
export class __Things__Module {}
