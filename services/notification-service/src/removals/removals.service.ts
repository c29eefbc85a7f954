import { Injectable } from '@nestjs/common'
import type { Tx } from '@quark/service-kit'
import { NotificationsRepository } from '../notifications/notifications.repository.js'
import { PeopleService } from '../people/people.service.js'
import { PreferencesService } from '../preferences/preferences.service.js'
import { WakesService } from '../wakes/wakes.service.js'

/** Removals that take along what hangs on the removed. */
@Injectable()
export class RemovalsService {
  constructor(
    private readonly notifications: NotificationsRepository,
    private readonly people: PeopleService,
    private readonly preferences: PreferencesService,
    private readonly wakes: WakesService,
  ) {}

  /** Removes what a person was told, their part in what others were told, and who they were. */
  async erasePerson(tx: Tx, id: string): Promise<void> {
    await this.people.forget(tx, id)
    await this.preferences.forget(tx, id)
    for (const other of await this.notifications.removeOfPerson(tx, id)) this.wakes.wake(tx, other)
    this.wakes.endStreams(tx, id)
  }

  /** Removes what points at a post that readers no longer see. */
  async clearPost(tx: Tx, id: string): Promise<void> {
    for (const personId of await this.notifications.removeOfPost(tx, id)) this.wakes.wake(tx, personId)
  }
}
