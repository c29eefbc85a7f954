import type { Migration } from '@quark/service-kit'

export const avatars: Migration = {
  name: '0003-avatars',
  up: `
    alter table profile
      add column avatar_media_id uuid,
      add column avatar_url text,
      add constraint profile_avatar check ((avatar_media_id is null) = (avatar_url is null));
    create index profile_avatar_media on profile (avatar_media_id) where avatar_media_id is not null;`,
}
