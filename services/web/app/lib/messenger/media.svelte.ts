import { SvelteMap } from 'svelte/reactivity'
import { browser } from '$app/env'
import { CallError, calls } from './calls.ts'
import type { MediaView } from './shapes.ts'

/** Files of messages that this tab has looked up; `gone`: they are not to be had. */
const views = new SvelteMap<string, MediaView | 'gone'>()
const asked = new Set<string>()

/** A file is there a moment after its message, so a "no" is believed after so many tries only. */
const TRIES = 8
const PAUSE_MS = 400

/** A file of a message; undefined until it is known. In a browser it is looked up. @param known what the server looked up for this page */
export function mediaOf(id: string, known: readonly MediaView[]): MediaView | 'gone' | undefined {
  const given = known.find((one) => one.id === id) ?? (browser ? views.get(id) : undefined)
  if (given === undefined && browser && !asked.has(id)) void lookUp(id)
  return given
}

/** A file that was just uploaded here. */
export function rememberMedia(view: MediaView): void {
  asked.add(view.id)
  views.set(view.id, view)
}

async function lookUp(id: string): Promise<void> {
  asked.add(id)
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      return void views.set(id, await calls.media(id))
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * 2 ** tries))
    }
  }
  views.set(id, 'gone')
}
