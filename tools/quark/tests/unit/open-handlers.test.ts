import { Controller, Get, Module, Post } from '@nestjs/common'
import { UserDeleted } from '@quark/contracts/events/user'
import { Access, OnEvent, type Tx } from '@quark/service-kit'
import { describe, expect, it } from 'vitest'
import { controllersOf, providersOf } from '../../src/gen/read/nest-modules.js'
import { openHandlers } from '../../src/gen/read/open-handlers.js'

@Controller('polls')
class PollsController {
  @Get()
  @Access('public')
  list(): string {
    return this.helper()
  }

  @Post()
  create(): string {
    return ''
  }

  helper(): string {
    return ''
  }
}

@Controller('votes')
class VotesController {
  @Get()
  list(): string {
    return ''
  }
}

class VotesConsumer {
  @OnEvent(UserDeleted)
  async forget(_tx: Tx): Promise<void> {}
}

@Module({ controllers: [VotesController], providers: [VotesConsumer, { provide: 'LIMIT', useValue: 7 }] })
class VotesModule {}

@Module({ controllers: [PollsController], imports: [VotesModule] })
class PollsModule {}

@Module({ imports: [PollsModule, { module: VotesModule }] })
class AppModule {}

describe('the classes of a module', () => {
  it('are those of all that it imports, each once', () => {
    expect(controllersOf(AppModule)).toEqual([PollsController, VotesController])
    expect(providersOf(AppModule)).toEqual([VotesConsumer])
  })

  it('have routes that do not say who may call, and no other method counts', () => {
    expect(openHandlers(AppModule)).toEqual(['PollsController.create', 'VotesController.list'])
  })
})
