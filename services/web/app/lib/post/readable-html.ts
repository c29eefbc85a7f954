/**
 * Post HTML as a page shows it: code blocks scroll sideways, so the keyboard must reach them.
 * @param html cleaned by blog-service, which writes `<pre>` without attributes
 */
export const readableHtml = (html: string): string => html.replaceAll('<pre>', '<pre tabindex="0">')
