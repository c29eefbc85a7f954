/**
 * Which local copies belong to an editor that is open: a copy that nobody holds was left behind by a crash. Held by Web
 * Locks, which the browser drops with the page, however it ends. Where there are none (a site without TLS), every copy
 * looks left behind; two tabs then meet at the server, which asks instead of overwriting.
 */
export class Claims {
  private readonly held = new Map<string, () => void>()

  /** @returns whether it is ours now; false when another tab has it */
  claim(id: string): Promise<boolean> {
    if (this.held.has(id) || !navigator.locks) return Promise.resolve(true)
    return new Promise((resolve, reject) => {
      navigator.locks
        .request(`quark-copy-${id}`, { ifAvailable: true }, (lock) => {
          resolve(lock !== null)
          if (!lock) return
          return new Promise<void>((release) => this.held.set(id, release))
        })
        .catch(reject)
    })
  }

  releaseAll(): void {
    for (const release of this.held.values()) release()
    this.held.clear()
  }
}
