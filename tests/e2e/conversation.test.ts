// The conversation as a person meets it: presses, numbers, old cards, repeated messages, undo, questions, two languages.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withSystem } from '../../src/db/client.ts'
import { repliesAfter } from '../../src/db/conversations.ts'
import { type Desk, openDesk } from '../support/desk.ts'

let desk: Desk
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

const words = 'Our new oat cappuccino is here and it is very good.'
const text = (replies: { text: string }[]) => replies.map((reply) => reply.text).join('\n')

describe('a press', () => {
  it('acts once, however often it is pressed', async () => {
    const [card] = await desk.person.says(words)
    const approve = card?.choices[0]?.id ?? ''
    const answers = await Promise.all([1, 2, 3].map(() => desk.person.pressesId(approve)))
    const approved = answers.filter((replies) => replies.some((reply) => reply.text.startsWith('Approved.')))
    expect(approved).toHaveLength(1)
    expect(text(answers.flat())).toContain('That was pressed before.')
    await desk.pass(10_000)
    expect(await desk.publications()).toHaveLength(1)
  })

  it('on an old card does nothing and shows the current one', async () => {
    const [first] = await desk.person.says(words)
    await desk.person.says('no emoji')
    await desk.person.says('tomorrow at nine')
    const [stale] = await desk.person.pressesId(first?.choices[0]?.id ?? '')
    expect(stale?.text).toContain('before the post was changed')
    expect(stale?.card?.head).toContain('Wed 25 Nov 09:00 (Rome)')
    expect((await desk.publications())[0]?.status).toBe('draft')
  })

  it('of another conversation is refused', async () => {
    const [card] = await desk.person.says(words)
    const other = await desk.otherChat('elsewhere')
    const [refused] = await other.pressesId(card?.choices[0]?.id ?? '')
    expect(refused?.text).toContain('another conversation')
    expect((await desk.publications())[0]?.status).toBe('draft')
  })

  it('with an id that nobody made is refused', async () => {
    const [refused] = await desk.person.pressesId('made-up')
    expect(refused?.text).toBe('That button is no longer there.')
  })
})

describe('a message that is delivered again', () => {
  it('is answered once, and the repeat gets the same answer', async () => {
    const first = await desk.person.sends({ text: words }, 'same-id')
    const again = await desk.person.sends({ text: words }, 'same-id')
    expect(again).toEqual(first)
    expect(await desk.publications()).toHaveLength(1)
  })

  it('three times at once makes one post', async () => {
    const all = await Promise.all([1, 2, 3].map(() => desk.person.sends({ text: words }, 'storm')))
    expect(new Set(all.map((replies) => replies[0]?.id)).size).toBe(1)
    expect(await desk.publications()).toHaveLength(1)
  })
})

describe('a number or a yes', () => {
  it('answers the last list', async () => {
    await desk.person.says(words)
    const [asked] = await desk.person.says('3')
    expect(asked?.text).toContain('When should it go out')
    const [card] = await desk.person.says('tomorrow at ten')
    expect(card?.card?.head).toContain('Wed 25 Nov 10:00 (Rome)')
    const [approved] = await desk.person.says('1')
    expect(approved?.text).toContain('Wed 25 Nov 10:00 (Rome)')
  })

  it('takes a time with it', async () => {
    await desk.person.says(words)
    const [card] = await desk.person.says('3 tomorrow at ten')
    expect(card?.card?.head).toContain('Wed 25 Nov 10:00 (Rome)')
  })

  it('approves only as the whole message', async () => {
    await desk.person.says(words)
    await desk.person.says('ok let us also say that the beans are from Brazil and the milk is from Friuli')
    expect((await desk.publications()).every((one) => one.status === 'draft')).toBe(true)
    const [approved] = await desk.person.says('ok')
    expect(approved?.text).toContain('Approved.')
  })

  it('asks again when something with buttons was said in between', async () => {
    await desk.person.says('First words for the morning of today.')
    await desk.person.presses('Approve')
    await desk.person.says('Second words for the evening of today.')
    await desk.pass(10_000)
    const [again] = await desk.person.says('1')
    expect(again?.card).toBeDefined()
    const second = (await desk.publications()).filter((one) => one.status === 'draft')
    expect(second).toHaveLength(1)
  })

  it('never comes from quoted words', async () => {
    await desk.person.says(words)
    await desk.person.says('look at this', { quoted: 'approve' })
    expect((await desk.publications()).every((one) => one.status === 'draft')).toBe(true)
  })
})

describe('wish and words', () => {
  it('takes networks and a time that stands apart out of the text, says so, and puts them back', async () => {
    const [card] = await desk.person.says('The bar opens on Monday at eight. On practice. Tomorrow at nine.')
    expect(card?.card?.variants[0]?.text).toBe('The bar opens on Monday at eight.')
    expect(card?.card?.head).toContain('Wed 25 Nov 09:00 (Rome)')
    expect(card?.text).toContain('Taken out of the text')
    const [back] = await desk.person.presses('Put back')
    expect(back?.card?.variants[0]?.text).toBe('The bar opens on Monday at eight. On practice. Tomorrow at nine.')
    expect(back?.card?.dueAt).toBeUndefined()
  })

  it('names a network that is not connected and goes on without it', async () => {
    const [card] = await desk.person.says('The bar opens on Monday at eight. On bluesky and practice.')
    expect(card?.text).toContain('Bluesky is not connected yet')
    expect(card?.card?.variants.map((one) => one.platform)).toEqual(['practice'])
  })

  it('asks for the words when there is only a request and no model', async () => {
    const [asked] = await desk.person.says('write about our opening')
    expect(asked?.text).toContain("I can't write")
    expect(await desk.publications()).toHaveLength(0)
  })

  it.each([
    ['yesterday at 9', 'passed'],
    ['31 February at nine', 'There is no'],
    ['sometime next week', 'Which one'],
    ['at 9 or maybe 10', 'two ways'],
  ])('asks about %s and never guesses', async (when, expected) => {
    await desk.person.says(words)
    await desk.person.presses('Schedule')
    const [asked] = await desk.person.says(when)
    expect(asked?.text).toContain(expected)
    expect((await desk.publications())[0]?.status).toBe('draft')
  })
})

describe('undo', () => {
  it('takes back the last act and says which', async () => {
    await desk.person.says(`${words} Come and try it today.`)
    await desk.person.says('shorter')
    const [undone] = await desk.person.says('undo')
    expect(undone?.text).toContain('the text is as it was')
    expect(undone?.card?.variants[0]?.text).toBe(`${words} Come and try it today.`)
    await desk.person.presses('Discard')
    const [back] = await desk.person.says('undo')
    expect(back?.text).toContain('the draft is back')
    expect(back?.card).toBeDefined()
  })

  it('says so when there is nothing', async () => {
    expect(text(await desk.person.says('undo'))).toBe('There is nothing to undo.')
  })
})

describe('lists and slots', () => {
  it('shows drafts, what is planned, and one post by its number', async () => {
    expect(text(await desk.person.says('drafts'))).toContain('No drafts')
    await desk.person.says(words)
    const [drafts] = await desk.person.says('drafts')
    expect(drafts?.text).toContain(words.slice(0, 30))
    await desk.person.says('tomorrow at nine')
    await desk.person.says('approve')
    expect(text(await desk.person.says('what is planned'))).toContain('Wed 25 Nov 09:00 (Rome)')
    expect((await desk.person.says('show 1'))[0]?.card?.postId).toBeDefined()
    expect(text(await desk.person.says('show 77'))).toContain('There is no post 77')
  })

  it('keeps slots and puts posts into the next free one', async () => {
    expect(text(await desk.person.says('Mondays and Thursdays at nine'))).toContain('Thursday 09:00')
    await desk.person.says(words)
    const [first] = await desk.person.says('next free slot')
    expect(first?.card?.head).toContain('Thu 26 Nov 09:00 (Rome)')
    await desk.person.says('Another post about the terrace in winter.')
    const [second] = await desk.person.says('next free slot')
    expect(second?.card?.head).toContain('Mon 30 Nov 09:00 (Rome)')
  })
})

describe('one desk', () => {
  it('finds in another chat the draft that was begun here, and a stale card there says so', async () => {
    const [first] = await desk.person.says(words)
    const other = await desk.otherChat('elsewhere')
    const [card] = await other.says('tomorrow at nine')
    expect(card?.card?.postId).toBe(first?.card?.postId)
    const [stale] = await desk.person.pressesId(first?.choices[0]?.id ?? '')
    expect(stale?.text).toContain('before the post was changed')
  })
})

describe('a network that is switched off', () => {
  it('gets no card, though an account of it was connected', async () => {
    await desk.connect('x')
    const [card] = await desk.person.says(words)
    expect(card?.card?.variants.map((one) => one.platform)).toEqual(['practice'])
    const [named] = await desk.person.says('add x')
    expect(named?.text).toContain('X')
    expect(named?.card?.variants.map((one) => one.platform) ?? ['practice']).toEqual(['practice'])
  })
})

describe('a text that is too long', () => {
  it('is named and fitted on request', async () => {
    const long = Array.from(
      { length: 60 },
      (_, i) => `Sentence number ${i} says something new about the espresso bar by the harbour in Trieste.`,
    ).join(' ')
    await desk.connect('mastodon')
    const [card] = await desk.person.says(long)
    expect(card?.card?.variants[0]?.problems.length ?? 0).toBeGreaterThanOrEqual(0)
    const parts = card?.card?.variants.find((one) => one.platform === 'practice')?.parts
    expect(parts?.every((part) => [...part].length <= 500) ?? true).toBe(true)
  })
})

describe('in Italian', () => {
  it('answers in the language that is spoken and reads its dates', async () => {
    const [card] = await desk.person.says(
      'Lunedì apriamo il nuovo bar e il primo caffè lo offriamo noi. Domani alle nove.',
    )
    expect(card?.card?.head).toContain('mer 25 nov 09:00 (Roma)')
    const [approved] = await desk.person.says('sì')
    expect(approved?.text).toContain('mer 25 nov 09:00 (Roma)')
  })

  it('is spoken from the answer on in which it is asked for', async () => {
    await desk.person.says('What is planned and what is not')
    expect((await desk.person.says('parla italiano'))[0]?.text).toContain('Salvato')
    expect((await desk.person.says('drafts'))[0]?.text).toContain('bozz')
    await desk.person.says('speak English')
    expect((await desk.person.says('drafts'))[0]?.text).toContain('raft')
  })
})

describe('the first meeting', () => {
  it('asks four short questions, goes back, skips, and keeps the answers', async () => {
    await desk.close()
    desk = await openDesk({
      isSetUp: false,
      readSite: async () => ({ name: 'Bar Luce', description: 'espresso bar in Trieste' }),
    })
    const hello = await desk.person.says('/start')
    expect(text(hello)).toContain("Hello, I'm Leopost")
    const [right] = await desk.person.says('barluce.example')
    expect(right?.text).toContain('Bar Luce')
    await desk.person.presses('Yes')
    const [audience] = await desk.person.says('like a neighbour, never salesy')
    expect(audience?.text).toBe('Who reads you?')
    const [voice] = await desk.person.presses('Back')
    expect(voice?.text).toContain('How should it sound')
    await desk.person.says('Warm')
    await desk.person.presses('Skip')
    const done = await desk.person.says('Lisbon')
    expect(text(done)).toContain("That's enough to start")
    const [brand] = await desk.person.says('/brand')
    expect(brand?.text).toContain('Bar Luce')
    expect(brand?.text).toContain('Warm')
    expect(brand?.text).toContain('Lisbon')
  })

  it('can be skipped whole', async () => {
    await desk.close()
    desk = await openDesk({ isSetUp: false })
    await desk.person.says('hello')
    const done = await desk.person.presses('Skip all')
    expect(text(done)).toContain("That's enough to start")
    expect((await desk.person.says(words))[0]?.card).toBeDefined()
  })
})

describe('bad input', () => {
  it('keeps NUL bytes and lone surrogates out, and the rest of the words', async () => {
    const [card] = await desk.person.says(`The first\0 coffee \ud800 is on us today.`)
    expect(card?.card?.variants[0]?.text).toBe('The first coffee \ufffd is on us today.')
  })

  it('strikes out what looks like a secret before it is stored', async () => {
    await desk.person.says('my key is sk-abcdefghijklmnopqrstuvwxyz123456 please keep it')
    const all = await withSystem(desk.db, (tx) => repliesAfter(tx, desk.person.conversationId, 0))
    expect(JSON.stringify(all)).not.toContain('sk-abcdefghij')
    expect(desk.log.join('')).not.toContain('sk-abcdefghij')
  })
})
