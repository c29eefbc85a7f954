import type { TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBlog, aPerson, aPost, type Person, startBlog, titlesOf } from '../builders.js'

describe('searching posts', () => {
  let service: TestService
  let ada: Person
  let blog: { id: string; slug: string }

  const p = (text: string): string => `<p>${text}</p>`
  const find = (q: string, more = '') => service.get(`/api/v1/posts?q=${encodeURIComponent(q)}${more}`)
  const publish = (title: string, html: string, tags: string[] = []) =>
    aPost(ada, blog, { title, html, tags, status: 'published' })

  beforeAll(async () => {
    service = await startBlog()
    ada = await aPerson(service, 'ada')
    blog = await aBlog(ada, { slug: 'everything' })
    await publish('Как выбирают мэра', p('На выборах был один «кандидат», и тот — ёжик.'))
    await publish('Кошки', p('Коты спят на подоконниках, новый год близко.'), ['животные'])
    await publish('Собаки', p('О том, что делают кошки, когда их не видно.'))
    await publish('Running a café', p('Résumé of a year: we were running out of milk. Год прошёл.'), ['node.js'])
    await publish('The Who', p('A band.'))
    await publish('Letters', p('Dogs wrote <strong>let</strong>ters &amp; postcards to PostgreSQL.'))
    await aPost(ada, blog, { title: 'Черновик о кандидатах', html: p('кандидат') })
  })
  afterAll(() => service?.stop())

  it.each([
    ['кандидаты', ['Как выбирают мэра']],
    ['КАНДИДАТАМИ', ['Как выбирают мэра']],
    ['ежики', ['Как выбирают мэра']],
    ['ёжику', ['Как выбирают мэра']],
    ['кандедат', ['Как выбирают мэра']],
    ['кандидта выборы', ['Как выбирают мэра']],
    ['кошек', ['Кошки', 'Собаки']],
    ['кот', ['Кошки']],
    ['run', ['Running a café']],
    ['cafe', ['Running a café']],
    ['résumés', ['Running a café']],
    ['node', ['Running a café']],
    ['letter', ['Letters']],
    ['postgersql', ['Letters']],
    ['животное', ['Кошки']],
    ['"новый год"', ['Кошки']],
    ['год -новый', ['Running a café']],
    ['год -новым', ['Running a café']],
    ['кандидат or dogs', ['Letters', 'Как выбирают мэра']],
    ['the who', ['The Who']],
    ['год бегемота', []],
    ['бегемот', []],
    ["'; drop table post; --", []],
    ['& | ! <-> ( :*', []],
  ])('%s', async (q, titles) => {
    const answer = await find(q)
    expect(answer.status).toBe(200)
    expect(titlesOf(answer).sort()).toEqual(titles)
  })

  it('puts a word in the title before one among the tags before one in the text', async () => {
    await publish('Третья', p('Тут есть самовар.'))
    await publish('Вторая', p('Ни слова.'), ['самовар'])
    await publish('Самовар', p('Первая.'))
    expect(titlesOf(await find('самовары'))).toEqual(['Самовар', 'Вторая', 'Третья'])
  })

  it('finds only where it is told to look', async () => {
    const other = await aBlog(ada, { slug: 'other' })
    const bob = await aPerson(service, 'bob')
    await aPost(ada, other, { title: 'Тыква', tags: ['еда'], html: p('a'), status: 'published' })
    await aPost(bob, await aBlog(bob), { title: 'Тыквы', html: p('a'), status: 'published' })

    expect(titlesOf(await find('тыква')).sort()).toEqual(['Тыква', 'Тыквы'])
    expect(titlesOf(await find('тыква', '&blog=other'))).toEqual(['Тыква'])
    expect(titlesOf(await find('тыква', '&author=bob'))).toEqual(['Тыквы'])
    expect(titlesOf(await find('тыква', '&tag=еда'))).toEqual(['Тыква'])
    expect(titlesOf(await find('тыква', '&author=nobody'))).toEqual([])
  })

  it('follows a post as it appears, changes and goes', async () => {
    const post = await aPost(ada, blog, { title: 'Жираф', html: p('саванна') })
    const path = `/api/v1/posts/${post.id}`
    expect(titlesOf(await find('жирафы'))).toEqual([])

    await ada.post(`${path}/publish`)
    expect(titlesOf(await find('жирафы'))).toEqual(['Жираф'])

    await ada.put(path, { title: 'Зебра' }, { headers: { 'if-match': '*' } })
    expect(titlesOf(await find('жираф'))).toEqual([])
    expect(titlesOf(await find('зебры саванны'))).toEqual(['Зебра'])

    await ada.post(`${path}/unpublish`)
    expect(titlesOf(await find('зебры'))).toEqual([])
    await ada.post(`${path}/publish`)
    await ada.delete(path)
    expect(titlesOf(await find('зебры'))).toEqual([])
  })

  it('goes page by page through matches of one rank', async () => {
    for (let at = 0; at < 7; at++) await publish(`Ватрушка ${at}`, p('творог'))
    const seen: string[] = []
    let cursor: string | null = ''
    do {
      const page = await find('ватрушки', `&limit=3${cursor && `&cursor=${cursor}`}`)
      seen.push(...titlesOf(page))
      cursor = page.body.nextCursor
    } while (cursor)
    expect(seen.sort()).toEqual(Array.from({ length: 7 }, (_, at) => `Ватрушка ${at}`))
  })

  it('takes a text with more different words than PostgreSQL takes in one vector', async () => {
    const words = Array.from({ length: 40_000 }, (_, at) => `w${at.toString(36)}-d${at.toString(36)}`).join(' ')
    const post = await publish('Long', p(words.slice(0, 499_900)))
    expect(titlesOf(await find('d77'))).toEqual(['Long'])
    await ada.delete(`/api/v1/posts/${post.id}`)
  })

  it('reads a word whatever punctuation stands at it', async () => {
    const [row] = await service.db`select folded('«Ёж»—кот…пёс·йод§„café“ it’s №7 из-за') as text`
    expect(row?.text.trim().split(/ +/)).toEqual(['еж', 'кот', 'пес', 'йод', 'cafe', 'it', 's', '7', 'из-за'])
  })

  it('does not take a word for a mistyped one when a post has it', async () => {
    await publish('Карточки', p('a'))
    await publish('Картонки', p('a'))
    expect(titlesOf(await find('карточка'))).toEqual(['Карточки'])
    expect(titlesOf(await find('картончка')).length).toBeGreaterThan(0)
  })
})
