import { Module } from '@nestjs/common'
import { PeopleConsumer } from './people.consumer.js'
import { PeopleRepository } from './people.repository.js'
import { PeopleService } from './people.service.js'

@Module({ providers: [PeopleConsumer, PeopleService, PeopleRepository], exports: [PeopleService] })
export class PeopleModule {}
