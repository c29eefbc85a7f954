/** Pixels of the window's bottom that an on-screen keyboard covers: browsers shrink the visual viewport, some of them only that. */
export function keyboardHeight(
  windowHeight: number,
  { height, offsetTop, scale }: Pick<VisualViewport, 'height' | 'offsetTop' | 'scale'>,
): number {
  // Zoomed in, the visual viewport is small without any keyboard.
  if (scale > 1.01) return 0
  return Math.max(0, Math.round(windowHeight - height - offsetTop))
}

/** Keeps `--keyboard` of an element at that height while it is on the page. */
export function aboveKeyboard(element: HTMLElement): () => void {
  const viewport = window.visualViewport
  if (!viewport) return () => {}
  const measure = () => element.style.setProperty('--keyboard', `${keyboardHeight(window.innerHeight, viewport)}px`)
  measure()
  viewport.addEventListener('resize', measure)
  viewport.addEventListener('scroll', measure)
  return () => {
    viewport.removeEventListener('resize', measure)
    viewport.removeEventListener('scroll', measure)
  }
}
