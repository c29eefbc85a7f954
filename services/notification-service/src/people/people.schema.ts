/** A person as user-service tells of them. `revision` grows with each change of the profile. */
export interface Person {
  id: string
  username: string
  name: string
  revision: number
}
