import { Injectable } from '@nestjs/common'
import type { CreateProfileRequest, GetProfilesRequest } from '@quark/contracts/rpc/user/v1/user_pb'
import { Id, Refusal } from '@quark/service-kit'
import { z } from 'zod'
import type { Profile } from './profile.js'
import { NewProfile } from './profiles.schema.js'
import { ProfilesService } from './profiles.service.js'

type ProfileMessage = Pick<Profile, 'id' | 'username' | 'name' | 'locale' | 'revision'> & { avatarUrl: string }

const MAX_IDS = 200
const Ids = z.array(Id).max(MAX_IDS)

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
}

/** @throws Refusal 400 `invalid-request`: another module sent what the contract does not allow. */
function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const fields = result.error.issues.map(({ path, message }) => ({ field: path.join('.'), code: 'invalid', message }))
  throw Refusal.invalid('invalid-request', fields, result.error.message)
}

const toMessage = ({ id, username, name, locale, revision, avatar }: Profile): ProfileMessage => ({
  id,
  username,
  name,
  locale,
  revision,
  avatarUrl: avatar?.url ?? '',
})
