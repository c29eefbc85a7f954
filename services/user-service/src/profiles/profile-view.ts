import type { Profile } from './profile.js'
import type { ProfileView } from './profiles.schema.js'

export const toView = ({ revision: _revision, ...profile }: Profile): ProfileView => ({
  ...profile,
  links: [...profile.links],
})
