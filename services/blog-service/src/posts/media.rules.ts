/** A picture of ours in a clean text: `<img src="/media/{id}/…">`. */
const OURS = /<img [^>]*?src="\/media\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\//g

/** Ids of the uploaded files that a clean text shows, each once, in the order of the text. */
export const mediaIn = (html: string): string[] => [...new Set([...html.matchAll(OURS)].map(([, id = '']) => id))]
