import { Module } from '@nestjs/common'
import { PeopleClient } from './people.client.js'
import { PeopleConsumer } from './people.consumer.js'
import { PeopleRepository } from './people.repository.js'
import { PeopleService } from './people.service.js'

@Module({
  providers: [PeopleConsumer, PeopleService, PeopleRepository, PeopleClient],
  exports: [PeopleService, PeopleRepository],
})
export class PeopleModule {}
