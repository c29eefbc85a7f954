import { Module } from '@nestjs/common'
import { CardPostsClient } from './card-posts.client.js'
import { CardStudio } from './card-studio.js'
import { Cards } from './cards.js'

@Module({ providers: [Cards, CardStudio, CardPostsClient], exports: [Cards] })
export class CardsModule {}
