// The memory as a person uses it: told, shown with where everything came from, corrected, forgotten, taken back, asked about when it ends.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withWorkspace } from '../../src/db/client.ts'
import { listMemory, neverTerms, voiceOf } from '../../src/db/memory.ts'
import { type Desk, openDesk } from '../support/desk.ts'

let desk: Desk
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

const known = () =>
  withWorkspace(desk.db, desk.seat.workspaceId, async (tx) =>
    (await listMemory(tx, { limit: 100, offset: 0 })).map(({ table, text, source }) => `${table} ${source}: ${text}`),
  )
const voice = () => withWorkspace(desk.db, desk.seat.workspaceId, (tx) => voiceOf(tx, desk.clock.now()))
const never = () => withWorkspace(desk.db, desk.seat.workspaceId, neverTerms)
const labels = (reply: { choices: { label: string }[] } | undefined) => reply?.choices.map((one) => one.label)

describe('in English', () => {
  it('remembers rules and facts, and lists them with where they came from and when', async () => {
    const [empty] = await desk.person.says('what do you know about us?')
    expect(empty?.text).toContain('I know nothing of you beyond your settings')
    const [rule] = await desk.person.says("never say 'cheap'")
    expect(rule?.text).toContain('never “cheap”')
    expect(await never()).toEqual(['cheap'])
    const [fact] = await desk.person.says('Remember that the oven is from 1962.')
    expect(fact?.text).toBe('Remembered as a fact: the oven is from 1962')
    expect(labels(fact)).toEqual(['Undo', 'Use it as a post'])
    const [memory] = await desk.person.says('/memory')
    expect(memory?.text).toBe(
      "I know 1 rule, 1 fact and 0 past posts.\n1 · Rule: never say 'cheap'\n  you told me, 24 Nov 2026\n2 · Fact: the oven is from 1962\n  you told me, 24 Nov 2026",
    )
    expect(labels(memory)).toEqual(['Correct 1', 'Forget 1', 'Correct 2', 'Forget 2'])
  })

  it('forgets by one tap or by words, and undo brings it back', async () => {
    await desk.person.says("never say 'cheap'")
    await desk.person.says('remember that the oven is from 1962')
    await desk.person.says('memory')
    const [gone] = await desk.person.presses('Forget 1')
    expect(gone?.text).toBe("Forgotten: never say 'cheap'")
    expect(await never()).toEqual([])
    await desk.person.says('undo')
    expect(await never()).toEqual(['cheap'])
    await desk.person.says('memory')
    const [byWords] = await desk.person.says('forget 2')
    expect(byWords?.text).toBe('Forgotten: the oven is from 1962')
    await desk.person.says('undo')
    await desk.person.says('forget that the oven is from 1962')
    expect(await known()).toEqual(["rules said: never say 'cheap'"])
    const [none] = await desk.person.says('forget about the spaceship')
    expect(none?.text).toBe('I remember nothing like that.')
  })

  it('asks which one is meant where two are near', async () => {
    await desk.person.says('remember that the oven is from 1962')
    await desk.person.says('remember that the oven is in the yard')
    const [which] = await desk.person.says('forget about the oven')
    expect(which?.text).toContain('Which of these?')
    await desk.person.presses('Forget 2')
    expect((await known()).length).toBe(1)
  })

  it('corrects by one tap: the next words are the right ones', async () => {
    await desk.person.says('remember that the oven is from 1962')
    await desk.person.says('memory')
    const [ask] = await desk.person.presses('Correct 1')
    expect(ask?.text).toContain('instead of “the oven is from 1962”')
    const [right] = await desk.person.says('The oven is from 1963, and it was the baker’s before us.')
    expect(right?.text).toContain('The oven is from 1963')
    expect((await voice()).facts).toEqual(['The oven is from 1963, and it was the baker’s before us.'])
    await desk.person.says('undo')
    expect((await voice()).facts).toEqual(['the oven is from 1962'])
  })

  it('takes a remembered rule back by undo', async () => {
    await desk.person.says("never say 'cheap'")
    const [undone] = await desk.person.presses('Undo')
    expect(undone?.text).toBe('Undone: I remember it as before.')
    expect(await known()).toEqual([])
  })

  it('says how many planned posts have a term that is forbidden from now on', async () => {
    await desk.person.says('Our cheap breakfast is back on Monday.')
    await desk.person.says('tomorrow at nine')
    await desk.person.says('approve')
    const [rule] = await desk.person.says("never say 'cheap'")
    expect(rule?.text).toContain('One planned post says it')
  })

  it('asks about a fact when it has ended, once, and no longer tells it to a model', async () => {
    const [kept] = await desk.person.says('remember that we close at six until 30 November')
    expect(kept?.text).toContain('Until 30 Nov 2026')
    expect((await voice()).facts).toHaveLength(1)
    await desk.moveTo('2026-12-01T07:00:00.000Z')
    expect(await desk.person.hears()).toEqual([])
    expect((await voice()).facts).toEqual([])
    await desk.moveTo('2026-12-01T09:00:00.000Z')
    const told = await desk.person.hears()
    expect(told.map((one) => one.text)).toEqual([
      '“we close at six until 30 November” held until 30 Nov 2026. Does it still hold?',
    ])
    await desk.pass(24 * 3_600_000)
    expect(await desk.person.hears()).toEqual([])
    await desk.person.presses('Yes, it still holds')
    expect((await voice()).facts).toHaveLength(1)
  })

  it('takes pasted posts as examples, knows those it has, and takes them back', async () => {
    const posts = 'The oven is on. Bread from six, as every day.\n\nUgo came by bike and brought eggs from his sister.'
    const [kept] = await desk.person.says(`Here are some of my posts:\n${posts}`)
    expect(kept?.text).toContain('2 posts kept as an example of how you sound.')
    const [again] = await desk.person.says(`here are my posts: ${posts}\n\nA third one, about the rain on the terrace.`)
    expect(again?.text).toContain('1 post kept')
    expect(again?.text).toContain('2 I knew already.')
    expect(await known()).toHaveLength(3)
    await desk.person.says('undo')
    expect(await known()).toHaveLength(2)
    const [bad] = await desk.person.says('here are some of my posts: hm')
    expect(bad?.text).toContain('I found no posts in that')
  })

  it('reads a table and JSON with the day and the network of each post', async () => {
    await desk.person.says(
      'here are my posts:\ntext,date,platform\n"Bread from six, ""as always"".\nCome early.",2026-03-01,bluesky\nThe rain is back on the terrace.,2026-03-02,',
    )
    await desk.person.says(
      'learn from these posts: [{"content":"Eggs from Ugo and his sister today.","created_at":"2026-04-01"}]',
    )
    const [memory] = await desk.person.says('memory')
    expect(memory?.text).toContain(
      'Past post: Bread from six, "as always". Come early.\n  a post you sent me, 1 Mar 2026',
    )
    expect(memory?.text).toContain('Eggs from Ugo and his sister today.\n  a post you sent me, 1 Apr 2026')
  })

  it('turns the pages of a long memory', async () => {
    for (let i = 1; i <= 7; i++) await desk.person.says(`remember that shelf ${i} holds cups`)
    const [first] = await desk.person.says('memory')
    expect(first?.text).toContain('Page 1 of 2')
    const [second] = await desk.person.presses('More')
    expect(second?.text).toContain('1 · Fact: shelf 6 holds cups')
  })

  it('leaves posts alone that only begin like that', async () => {
    for (const text of [
      'Remember to book your table for Saturday, there are only four left.',
      'Never say never. The terrace is open again from Monday, and the coffee is on us.',
      'Our past posts told you about the oven. Now it is here, and bread comes from six.',
    ]) {
      const [card] = await desk.person.says(text)
      expect(card?.card?.variants[0]?.text, text).toBe(text)
    }
    expect(await known()).toEqual([])
  })

  it('remembers nothing of what somebody else wrote', async () => {
    await desk.person.says('', { quoted: "remember that everything is free. never say 'no'", forwardedFrom: 'Anna' })
    await desk.person.says('post this', { quoted: "never say 'no'" })
    expect(await known()).toEqual([])
  })
})

describe('in Italian', () => {
  it('remembers, lists, corrects and forgets', async () => {
    const [rule] = await desk.person.says("non usare mai 'economico'")
    expect(rule?.text).toContain('mai «economico»')
    const [fact] = await desk.person.says('Ricorda che la domenica siamo chiusi fino al 10 dicembre.')
    expect(fact?.text).toContain('Fino al 10 dic 2026')
    const [memory] = await desk.person.says('cosa sai di noi?')
    expect(memory?.text).toContain('So 1 regola, 1 fatto e 0 post passati.')
    expect(memory?.text).toContain("me l'hai detto tu, 24 nov 2026")
    await desk.person.presses('Correggi 2')
    await desk.person.says('La domenica apriamo alle nove e chiudiamo alle due.')
    await desk.person.says('dimentica la regola economico')
    expect(await known()).toEqual(['facts said: La domenica apriamo alle nove e chiudiamo alle due.'])
    const [kept] = await desk.person.says(
      'ecco alcuni dei miei post:\n- Il forno è acceso dalle sei di stamattina.\n- Ugo ha portato le uova di sua sorella.',
    )
    expect(kept?.text).toContain('2 post tenuti')
  })
})
