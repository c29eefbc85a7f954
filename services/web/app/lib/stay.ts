import type { SubmitFunction } from '$app/forms'
import { invalidateAll } from '$app/navigation'
import { page } from '$app/state'

/**
 * For `use:enhance` of a small form in the middle of a page: when its action sends back to the same page, the page is
 * told the news where the reader stands, without moving the view or the focus.
 */
export const staying: SubmitFunction =
  () =>
  async ({ result, update }) => {
    const here = result.type === 'redirect' && result.location.split('#')[0] === page.url.pathname + page.url.search
    await (here ? invalidateAll() : update())
  }
