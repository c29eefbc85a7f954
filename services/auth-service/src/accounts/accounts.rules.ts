/** What each role may do; a person may what any of their roles may. */
const PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  member: ['posts:write', 'comments:write'],
  moderator: ['content:moderate'],
  admin: ['content:moderate', 'platform:manage'],
}

/** The permissions that go into the access token of somebody with these roles. */
export function permissionsOf(roles: readonly string[]): string[] {
  return [...new Set(roles.flatMap((role) => PERMISSIONS[role] ?? []))].sort()
}
