import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { launchBrowser, openPage, openProfile } from './lib/browser.ts'
import { aPerson, logIn, type Registered } from './lib/people.ts'
import { startWholePlatform } from './lib/platform.ts'
import sharp from 'sharp'

const browser = (await launchBrowser()) as Browser
describe('shots', { timeout: 300_000 }, () => {
  let quark: any
  const ask = async (m: 'post' | 'put' | 'delete', path: string, body: unknown, who: Registered) => {
    const a = await quark[m](`/api/v1${path}`, body, { token: who.accessToken })
    if (a.status >= 300) throw new Error(`${m} ${path} ${a.status} ${JSON.stringify(a.body)}`)
    return a.body
  }
  beforeAll(async () => { quark = await startWholePlatform() })
  afterAll(async () => { await quark.stop(); await browser.close() })
  it('shoots', async () => {
    for (const language of ['en', 'ru'] as const) {
      const ru = language === 'ru'
      const me = await aPerson(quark, ru ? 'Вера Соколова' : 'Ada Lovelace')
      const bob = await aPerson(quark, ru ? 'Борис Новиков' : 'Charles Babbage')
      const eve = await aPerson(quark, ru ? 'Мария Остроумова-Лебедева' : 'Mary Somerville')
      const others = []
      for (const n of ru ? ['Лев', 'Анна Ахматова', 'Пётр'] : ['Grace Hopper', 'Alan Turing', 'Katherine Johnson']) others.push(await aPerson(quark, n))
      await ask('put', `/user/${eve.id}/follow`, undefined, me)
      const say = (c: string, who: Registered, text: string, more = {}) => ask('post', `/conversations/${c}/messages`, { clientId: crypto.randomUUID(), text, ...more }, who)
      for (const o of others) { const c = await ask('post', '/conversations', { memberIds: [o.id] }, me); await say(c.id, o, ru ? 'До завтра, увидимся у моста.' : 'See you at the bridge tomorrow.') }
      const group = await ask('post', '/conversations', { memberIds: [bob.id, eve.id], title: ru ? 'Прогулка в субботу' : 'Saturday walk' }, me)
      await say(group.id, bob, ru ? 'Беру термос и карту.' : 'I bring a thermos and the map.')
      await say(group.id, eve, ru ? 'А я верёвку. И не спрашивайте зачем.' : 'And I bring a rope. Do not ask why.')
      await say(group.id, eve, ru ? 'Прогноз: https://example.org/pogoda' : 'The forecast: https://example.org/weather')
      await ask('post', `/conversations/${group.id}/members`, { memberIds: [others[0]!.id] }, me)
      const talk = await ask('post', '/conversations', { memberIds: [bob.id] }, me)
      const first = await say(talk.id, bob, ru ? 'Добрый вечер! Вы дочитали заметки о машине?' : 'Good evening! Have you finished the notes on the engine?')
      await say(talk.id, me, ru ? 'Почти. Осталась последняя, самая длинная: в ней таблица и пример вычисления чисел Бернулли, и я дважды сбилась со счёта.' : 'Almost. One is left, the longest: it has the table and an example for the Bernoulli numbers, and I lost count twice.')
      await say(talk.id, me, ru ? 'Пришлю утром.' : 'I send it in the morning.')
      const png = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#4a7' } }).composite([{ input: Buffer.from('<svg width="900" height="600"><circle cx="300" cy="300" r="200" fill="#fc5"/><rect x="500" y="200" width="300" height="250" fill="#258"/></svg>') }]).png().toBuffer()
      const form = new FormData(); form.append('file', new Blob([png], { type: 'image/png' }), 'plan.png')
      const up = await (await fetch(`${quark.url}/api/v1/upload`, { method: 'POST', body: form, headers: { authorization: `Bearer ${bob.accessToken}` } })).json() as any
      await say(talk.id, bob, ru ? 'Вот чертёж' : 'Here is the drawing', { mediaIds: [up.id] })
      const r = await say(talk.id, me, ru ? 'Дочитала. Замечательно!' : 'Finished. It is wonderful!', { replyTo: first.id })
      await ask('put', `/conversations/${talk.id}/messages/${r.id}`, { text: ru ? 'Дочитала только что. Замечательно!' : 'Finished just now. It is wonderful!' }, me)
      const gone = await say(talk.id, bob, 'oops'); await ask('delete', `/conversations/${talk.id}/messages/${gone.id}`, undefined, bob)
      await ask('put', `/conversations/${talk.id}/read`, { seq: gone.seq }, bob)
      await say(talk.id, bob, ru ? 'Тогда до субботы' : 'Until Saturday then')
      const them = await openProfile(browser, quark.url, { language })
      await logIn(them, bob)
      for (const width of [1280, 390]) for (const theme of ['light', 'dark'] as const) {
        const context = await openProfile(browser, quark.url, { language, theme, width })
        await logIn(context, me)
        for (const [name, path] of Object.entries({ list: '/messages', talk: `/messages/${talk.id}`, group: `/messages/${group.id}`, people: `/messages/${group.id}/people`, block: `/messages/${talk.id}/people`, new: `/messages/new?with=${bob.username}&q=a`, profile: `/@${bob.username}` })) {
          const { page, problems } = await openPage(context)
          await page.goto(path)
          await page.locator('html[data-hydrated]').waitFor({ state: 'attached' })
          await page.waitForTimeout(name === 'talk' ? 900 : 500)
          if (name === 'talk') await page.locator('.row').nth(1).hover()
          await page.screenshot({ path: `/tmp/shots-mweb/${name}-${language}-${width}-${theme}.png` })
          if (problems.length) console.log(name, problems)
          await page.close()
        }
        await context.close()
      }
      const empty = await openProfile(browser, quark.url, { language, width: 390 })
      const p = await logIn(empty, await aPerson(quark, 'Nobody'))
      await p.goto('/messages'); await p.screenshot({ path: `/tmp/shots-mweb/empty-${language}.png` })
      const plain = await openProfile(browser, quark.url, { language, width: 390, javaScript: false })
      const q = await logIn(plain, me)
      await q.goto(`/messages/${talk.id}`); await q.screenshot({ path: `/tmp/shots-mweb/plain-${language}.png` })
      await them.close()
    }
  })
})
