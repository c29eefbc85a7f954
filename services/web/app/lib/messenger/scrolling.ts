import type { Message } from './shapes.ts'

// The box of a conversation begins at its end (`column-reverse`): there `scrollTop` is 0, and above it below 0. So the newest message is in
// view without scripts, and history that comes above moves nothing.

/** Pixels from the end that still count as the end. */
const NEAR = 48

export const isAtEnd = ({ scrollTop }: Element): boolean => -scrollTop < NEAR

const rowsOf = (box: Element): HTMLElement[] => [...box.querySelectorAll<HTMLElement>('[data-seq]')]

/** The first row that is in view, and where it is. */
export function firstInView(box: Element): { row: HTMLElement; top: number } | undefined {
  const edge = box.getBoundingClientRect().top
  const row = rowsOf(box).find((one) => one.getBoundingClientRect().bottom > edge)
  return row && { row, top: row.getBoundingClientRect().top }
}

/** Place of the last message whose end is in view; undefined when none is. */
export function lastSeenIn(box: Element): number | undefined {
  const { top, bottom } = box.getBoundingClientRect()
  const row = rowsOf(box).findLast((one) => {
    const rect = one.getBoundingClientRect()
    return rect.bottom <= bottom + NEAR && rect.bottom > top
  })
  return row && Number(row.dataset.seq)
}

/** How many messages of others come after a place. */
export const countsFrom = (shown: readonly Message[], seq: number, me: string): number =>
  shown.filter((message) => message.seq > seq && message.senderId !== me).length
