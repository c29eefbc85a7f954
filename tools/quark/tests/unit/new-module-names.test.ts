import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fill, namesOf } from '../../src/new/names.js'

describe('the name of a new module', () => {
  it('gives every other name', () => {
    expect(namesOf('media-review-service')).toEqual({
      __module__: 'media-review-service',
      __thing__: 'media-review',
      __things__: 'media-reviews',
      __Thing__: 'MediaReview',
      __Things__: 'MediaReviews',
      __thingId__: 'mediaReviewId',
      __thingsVar__: 'mediaReviews',
      __thing_row__: 'media_review',
      __THINGS__: 'MEDIA_REVIEWS',
      __words__: 'media reviews',
    })
  })

  it.each([
    ['story-service', 'stories'],
    ['survey-service', 'surveys'],
    ['bus-service', 'buses'],
    ['match-service', 'matches'],
    ['box-service', 'boxes'],
    ['poll-service', 'polls'],
    ['quiz-service', 'quizzes'],
    ['waltz-service', 'waltzes'],
  ])('%s keeps %s', (module, things) => expect(namesOf(module).__things__).toBe(things))

  it.each([
    ['poll', 'like poll-service'],
    ['Poll-Service', 'like poll-service'],
    ['poll_service', 'like poll-service'],
    ['pollservice', 'like poll-service'],
    ['-service', 'like poll-service'],
    ['../evil-service', 'like evil-service'],
    ['poll--service', 'like poll-service'],
    ['1st-service', 'like st-service'],
    ['', 'like poll-service'],
    ['опрос-service', 'like poll-service'],
    [`${'a'.repeat(40)}-service`, 'at most 40 characters'],
    ['outbox-service', 'every module has one of its own'],
    ['transaction-service', 'every module has one of its own'],
  ])('refuses %s and says what to do', (module, cure) => expect(() => namesOf(module)).toThrow(cure))

  it('takes another plural when it is given one', () => {
    expect(namesOf('person-service', 'people')).toMatchObject({ __things__: 'people', __Things__: 'People' })
    expect(() => namesOf('sheep-service', 'sheep')).toThrow('"sheep" cannot be the plural of "sheep"')
    expect(() => namesOf('person-service', 'The People')).toThrow('cannot be the plural')
  })

  it('makes identifiers of every name that is allowed', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), (words) => {
        fc.pre(!['inbox', 'outbox', 'migration', 'transaction'].includes(words.join('-')))
        const names = namesOf(`${words.join('-')}-service`)
        for (const key of ['__Thing__', '__Things__', '__thingsVar__', '__thingId__', '__thing_row__', '__THINGS__']) {
          expect(names[key]).toMatch(/^[A-Za-z][A-Za-z0-9_]*$/)
        }
        expect(names.__thing__).not.toBe(names.__things__)
      }),
    )
  })

  it('fills every placeholder', () => {
    expect(fill('class __Things__Service { __thingId__ }', namesOf('poll-service'))).toBe(
      'class PollsService { pollId }',
    )
  })
})
