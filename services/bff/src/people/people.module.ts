import { Module } from '@nestjs/common'
import { PeopleClient } from './people.client.js'
import { PeopleService } from './people.service.js'

@Module({ providers: [PeopleService, PeopleClient], exports: [PeopleService] })
export class PeopleModule {}
