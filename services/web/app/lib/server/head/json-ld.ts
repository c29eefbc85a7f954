/**
 * Structured data for a page's head. Nothing in it can end the script element or begin a comment in it: there is no `<` left.
 * Browsers do not run a script of this type, so the page's policy has nothing to allow.
 */
export const jsonLd = (data: unknown): string =>
  `<script type="application/ld+json">${JSON.stringify(data).replaceAll('<', '\\u003c')}<${'/'}script>`
