import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Refusal } from '@quark/service-kit'

type Language = 'en' | 'ru'
type Words = Record<Language, readonly [title: string, text: string]>

const TOO_MANY: Words = {
  en: ['A little slower, please', 'There were too many requests from your address. Wait a while and try again.'],
  ru: ['Чуть медленнее, пожалуйста', 'С вашего адреса пришло слишком много запросов. Подождите и попробуйте снова.'],
}
const RESTING: Words = {
  en: ['The site is resting', 'It does not answer right now. Nothing is lost; try again in a minute.'],
  ru: ['Сайт отдыхает', 'Сейчас он не отвечает. Ничего не пропало; попробуйте через минуту.'],
}
const OTHER: Words = {
  en: ['That did not work', 'The request could not be understood. Go back and try once more.'],
  ru: ['Не получилось', 'Запрос не удалось понять. Вернитесь и попробуйте ещё раз.'],
}
const AGAIN: Record<Language, string> = { en: 'Try again', ru: 'Попробовать снова' }

const STYLE = `:root{color-scheme:light dark}
body{display:grid;min-height:100svh;margin:0;place-content:center;padding:1.25rem;background:light-dark(#fbfaf7,#141513);color:light-dark(#1f221e,#eceae3);font:1.0625rem/1.6 system-ui,sans-serif}
main{max-width:32rem}
h1{margin:0 0 .75rem;font:600 2rem/1.2 Georgia,serif}
a{color:inherit}`
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')

/** For the page below: nothing but its own style. */
export const PROBLEM_PAGE_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'`

/** A person's browser asks for a page; programs, and pages' own requests to the API, do not. */
export function wantsPage({ url = '/', headers }: IncomingMessage): boolean {
  return !/^\/api(?:[/?#]|$)/.test(url) && (headers.accept ?? '').includes('text/html')
}

/** What a browser shows when the door itself refuses, in the first language of the browser's that we speak. */
export function problemPage({ headers }: IncomingMessage, refusal: Refusal): string {
  const language = languageOf(headers['accept-language'] ?? '')
  const [title, text] = wordsFor(refusal.status)[language]
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Quark</title>
<style>${STYLE}</style>
</head>
<body><main><h1>${title}</h1><p>${text}</p><p><a href="">${AGAIN[language]}</a></p></main></body>
</html>
`
}

function wordsFor(status: number): Words {
  if (status === 429) return TOO_MANY
  return status >= 500 ? RESTING : OTHER
}

const languageOf = (accepted: string): Language =>
  /\b(?:en|ru)\b/i.exec(accepted)?.[0].toLowerCase() === 'ru' ? 'ru' : 'en'
