import { Messenger } from './messenger.svelte.ts'

let current: Messenger | undefined

/** The messenger of this tab for the person who is signed in: one socket, whatever page is open. Browser alone. */
export function tabMessenger(me: string): Messenger {
  if (current?.me === me) return current
  current?.stop()
  current = new Messenger(me)
  return current
}

/** That person is not signed in any more. */
export function endMessenger(me: string): void {
  if (current?.me !== me) return
  current.stop()
  current = undefined
}
