import type { Migration } from '@quark/service-kit'

export const viewers: Migration = {
  name: '0002-viewers',
  up: `alter table thing add viewers uuid[] not null default '{}';`,
}
