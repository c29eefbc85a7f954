import { Module } from '@nestjs/common'
import { SearchRepository } from './search.repository.js'
import { SearchService } from './search.service.js'

@Module({ providers: [SearchService, SearchRepository], exports: [SearchService] })
export class SearchModule {}
