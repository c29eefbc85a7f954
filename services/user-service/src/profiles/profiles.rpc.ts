import { Injectable } from '@nestjs/common'
import type {
  CreateProfileRequest,
  GetProfilesRequest,
  ListFollowedRequest,
} from '@quark/contracts/rpc/user/v1/user_pb'
import { checked, Id } from '@quark/service-kit'
import { z } from 'zod'
import type { Profile } from './profile.js'
import { NewProfile } from './profiles.schema.js'
import { ProfilesService } from './profiles.service.js'

type ProfileMessage = Pick<Profile, 'id' | 'username' | 'name' | 'locale' | 'revision'> & { avatarUrl: string }

const MAX_IDS = 200
const Ids = z.array(Id).max(MAX_IDS)
const Followed = z.object({ personId: Id, limit: z.int().min(1).max(1000) })

/** Answers `quark.user.v1.UserService`. */
@Injectable()
export class ProfilesRpc {
  constructor(private readonly profiles: ProfilesService) {}

  readonly createProfile = async (request: CreateProfileRequest): Promise<{ profile: ProfileMessage }> => {
    const newcomer = checked(NewProfile, request)
    return { profile: toMessage(await this.profiles.create(newcomer)) }
  }

  readonly getProfiles = async (request: GetProfilesRequest): Promise<{ profiles: ProfileMessage[] }> => {
    const ids = checked(Ids, request.ids)
    return { profiles: (await this.profiles.readMany(ids)).map(toMessage) }
  }

  readonly listFollowed = async (request: ListFollowedRequest): Promise<{ ids: string[] }> => {
    const { personId, limit } = checked(Followed, request)
    return { ids: await this.profiles.followedBy(personId, limit) }
  }
}

const toMessage = ({ id, username, name, locale, revision, avatar }: Profile): ProfileMessage => ({
  id,
  username,
  name,
  locale,
  revision,
  avatarUrl: avatar?.url ?? '',
})
