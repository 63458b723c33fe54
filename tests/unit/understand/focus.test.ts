// The same words mean different things with a question open, with media, with a model, or with the post on its way.
import { describe, expect, it } from 'vitest'
import type { Open } from '../../../src/core/intent.ts'
import { fresh, heard } from './heard.ts'

const post = { status: 'draft', platforms: ['bluesky'], textLength: 50 } satisfies Open['post']
const planned = { date: '2026-11-26', time: '17:30', zone: 'Europe/Rome' }

describe('understand after a question', () => {
  it.each([
    ['nine', 'schedule 11-24 09:00'],
    ['9', 'schedule 11-24 09:00'],
    ['2', 'pick 2'],
    ['6', 'schedule either? 11-23 18:00, 11-24 06:00'],
    ['18:30', 'schedule 11-23 18:30'],
    ['tomorrow at ten', 'schedule 11-24 10:00'],
    ['next slot', 'schedule nextSlot'],
    ['whatever you think', 'unclear'],
    ['skip', 'skip'],
    ['/cancel', 'leave'],
    [
      'Our new place opens on Monday. First coffee is on us.',
      'draft "Our new place opens on Monday. First coffee is on us."',
    ],
  ])('when: reads "%s"', (text, expected) => {
    expect(heard(text, { open: { post, choices: 3, asked: 'schedule' } })).toBe(expected)
  })

  it.each([
    ['9', 'schedule', 'schedule 11-24 09:00'],
    ['2', 'schedule', 'pick 2'],
    ['9', undefined, 'pick 9'],
    ['9 tomorrow', undefined, 'schedule 11-24 09:00'],
    ['3 tomorrow', undefined, 'pick 3 then tomorrow'],
    ['7 shorter', undefined, 'pick 7 then shorter'],
  ] as const)('tells an hour from a choice when nine could be chosen: "%s" after %s', (text, asked, expected) => {
    expect(heard(text, { open: { post, choices: 9, ...(asked && { asked }) } })).toBe(expected)
  })

  it.each([
    ['shorter', 'revise shorter', 'revise shorter'],
    ['tomorrow at nine', 'schedule 11-24 09:00', 'schedule 11-24 09:00'],
    ['approve', 'approve', 'approve'],
    ['no emoji, and mention the dog', 'revise noEmoji+say(mention the dog)', 'revise noEmoji+say(mention the dog)'],
    ['We open on Tuesday', 'revise replace(We open on Tuesday)', 'revise say(We open on Tuesday)'],
  ])('what should it say: reads "%s" without and with a model', (text, without, withModel) => {
    const open: Open = { post, choices: 3, asked: 'change' }
    expect([heard(text, { open }), heard(text, { open, hasModel: true })]).toEqual([without, withModel])
  })

  it.each([
    ['no picture', 'dropPicture'],
    ['a red cup', 'unclear'],
  ])('which picture: reads "%s"', (text, expected) => {
    expect(heard(text, { open: { post, choices: 3, asked: 'picture' } })).toBe(expected)
  })
})

describe('understand for a post with a time', () => {
  it.each([
    ['at ten', 'schedule 11-26 10:00'],
    ['move it to ten', 'schedule 11-26 10:00'],
    ['move it to six', 'schedule either? 11-26 06:00, 11-26 18:00'],
    ['move it to Friday', 'schedule 11-27 17:30'],
    ['tomorrow at nine', 'schedule 11-24 09:00'],
  ])('keeps its day or hour in "%s"', (text, expected) => {
    expect(heard(text, { planned, open: { post: { ...post, status: 'approved' }, choices: 2 } })).toBe(expected)
  })

  it.each([
    ['draft', 'discard', 'leave'],
    ['approved', 'cancel', 'cancel'],
    ['out', 'delete', 'leave'],
  ] as const)(
    'takes "delete it" and "/cancel" for what can be done with a post that is %s',
    (status, remove, cancel) => {
      const open: Open = { post: { ...post, status }, choices: 2 }
      expect([heard('delete it', { open }), heard('/cancel', { open })]).toEqual([remove, cancel])
    },
  )
})

describe('understand with a model', () => {
  it.each([
    ['We are closed tomorrow', 'unclear'],
    ['use our slogan', 'unclear'],
    ['make it funnier', 'revise say(make it funnier)'],
    ['shorter', 'revise shorter'],
    ['We open on Monday at eight. Coffee is on us.', 'draft "We open on Monday at eight. Coffee is on us."'],
  ])('leaves what is not certain beside a draft: "%s"', (text, expected) => {
    expect(heard(text, { hasModel: true })).toBe(expected)
  })

  it.each([
    ['Open!', 'unclear'],
    ['new menu', 'unclear'],
    ['We are open', 'draft "We are open"'],
    ['How did it go?', 'unclear'],
  ])('reads "%s" with nothing in focus', (text, expected) => {
    expect(heard(text, { ...fresh, hasModel: true })).toBe(expected)
  })
})

describe('understand with media', () => {
  it.each([
    ['', 'draft "" media m1', 'attach m1'],
    ['Our new dog', 'draft "Our new dog" media m1', 'draft "Our new dog" media m1'],
    [
      'tomorrow at nine',
      'draft "" when 11-24 09:00 media m1 taken when=tomorrow at nine',
      'attach m1 | schedule 11-24 09:00',
    ],
    ['approve', 'draft "" media m1', 'attach m1'],
  ])('reads the caption "%s" alone and when a picture was asked for', (text, alone, asked) => {
    const open: Open = { post, choices: 3, asked: 'picture' }
    expect([heard(text, { ...fresh, media: ['m1'] }), heard(text, { open, media: ['m1'] })]).toEqual([alone, asked])
  })

  it('has nothing to do without words and media', () => {
    expect(heard('  ')).toBe('')
  })
})

describe('understand never approves', () => {
  it.each([
    'approve?',
    '"approve"',
    '“ok”',
    '> approve',
    'ok 👎',
    'approve ❌',
    '👍',
    'approve, shorter',
    'approve, only on mastodon',
    'approve it and post tomorrow',
    'approve, at six',
    'I approve of this coffee',
    'Approve of our new menu? Come by',
    'He said "approve" and we laughed',
    'non approvo',
    'approva?',
    '«approva»',
    'do not approve',
    "don't approve it",
    'approve everything',
    'ok so we open on Monday',
  ])('on "%s"', (text) => {
    expect(heard(text)).not.toMatch(/\bapprove$|\byes$/)
  })
})

describe('understand bears any text', () => {
  it.each([
    ['commas', 'for nine, '.repeat(400)],
    ['lines', 'x\n'.repeat(2000)],
    ['quotes', '"\' '.repeat(1000)],
    ['spaces', `${' '.repeat(3000)}x${' '.repeat(3000)}y`],
    ['numbers', '12 9 '.repeat(900)],
    ['wishes', 'shorter, '.repeat(500)],
  ])('like many %s', (_, text) => {
    expect(heard(text, fresh)).not.toBe('')
  })
})
