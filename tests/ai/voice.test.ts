// The brand's voice at work: samples that are near, other versions, own words, and learning that is offered and never silent.
import { afterEach, describe, expect, it } from 'vitest'
import type { Embedder } from '../../src/core/ai/embed.ts'
import { ModelError } from '../../src/core/ai/model.ts'
import { withWorkspace } from '../../src/db/client.ts'
import { voiceOf } from '../../src/db/memory.ts'
import { type Desk, openDesk } from '../support/desk.ts'
import { type Answer, openGateway, type Provider, startProvider } from './support/models.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const practice = (text: string): Answer => ({ content: `== practice ==\n${text}\n== end ==` })
const plain = 'Monday at eight the espresso bar opens. The first coffee is on us.'
const idea = 'Write about our new espresso bar opening on Monday at eight, first coffee is free'

async function openWith(answers: Answer[], language: 'en' | 'it' = 'en'): Promise<{ desk: Desk; on: Provider }> {
  const on = await startProvider(answers)
  closing.push(on.stop)
  const { gateway } = openGateway('openai:one', { openai: on.openai })
  const desk = await openDesk({ gateway, language })
  closing.push(desk.close)
  return { desk, on }
}

const rules = async (desk: Desk) =>
  (await withWorkspace(desk.db, desk.seat.workspaceId, (tx) => voiceOf(tx, desk.clock.now()))).rules
const labels = (reply: { choices: { label: string }[] } | undefined) => reply?.choices.map((one) => one.label)
/** What the model was told before the networks, which providers can keep. */
const asked = (on: Provider, call: number) => on.bodies()[call] ?? ''

describe('samples', () => {
  it('go with a draft where they share its words, few of them, as data', async () => {
    const { desk, on } = await openWith([practice(plain)])
    const posts = [
      'The espresso machine was cleaned last night, it shines like a trumpet.',
      'Rain on the terrace again, the chairs are in the yard.',
      'Ugo brought eggs from his sister, so there is omelette until noon.',
      'A dog slept under table four for three hours. Nobody moved it.',
      'Bread from six, as every day but Sunday.',
    ]
    await desk.person.says(`here are some of my posts:\n${posts.join('\n\n')}`)
    await desk.person.says(idea)
    const body = asked(on, 0)
    expect(body).toContain('<samples>')
    expect(body).toContain('shines like a trumpet')
    expect(posts.filter((post) => body.includes(post.slice(0, 30))).length).toBeLessThan(posts.length)
  })

  it('cost the same with fifty as with five hundred, and nothing with none', async () => {
    const lengths: number[] = []
    for (const count of [0, 50, 500]) {
      const { desk, on } = await openWith([practice(plain)])
      const posts = Array.from({ length: count }, (_, i) => ({
        text: `Post ${String(i).padStart(3, '0')} ${'espresso '.repeat(80)}`,
      }))
      if (count > 0) await desk.person.says(`here are my posts: ${JSON.stringify(posts)}`)
      await desk.person.says(idea)
      lengths.push(asked(on, 0).length)
    }
    const [none = 0, fifty = 0, fiveHundred = 0] = lengths
    expect(none).toBeLessThan(fifty)
    expect(fiveHundred).toBe(fifty)
  })

  it('are found by meaning where a provider makes vectors, and by words while it does not answer', async () => {
    const on = await startProvider([practice(plain)])
    closing.push(on.stop)
    const { gateway } = openGateway('openai:one', { openai: on.openai })
    const placed: string[][] = []
    let isDown = false
    // Two directions: what is about opening, and everything else.
    const vectorOf = (text: string) => (/bar opening|shutters went up/.test(text) ? [1, 0, 0] : [0, 1, 0])
    const embedder: Embedder = {
      model: 'test:vectors',
      async embed({ texts }) {
        if (isDown) throw new ModelError('overloaded')
        placed.push([...texts])
        return { vectors: texts.map(vectorOf), micros: 0 }
      },
    }
    const desk = await openDesk({ gateway: { ...gateway, embedder } })
    closing.push(desk.close)
    const others = Array.from({ length: 6 }, (_, i) => `Our bar and its espresso, day ${i}: rain on the terrace.`)
    await desk.person.says(`here are some of my posts:\n${['At noon the shutters went up.', ...others].join('\n\n')}`)
    await desk.person.says(idea)
    expect(asked(on, 0)).toContain('shutters went up')
    expect(placed.map((texts) => texts.length)).toEqual([7, 1])
    // The vectors of samples are kept: the next draft asks for its own only.
    await desk.person.says(`${idea}, and bring a friend`)
    expect(placed.map((texts) => texts.length)).toEqual([7, 1, 1])
    isDown = true
    await desk.person.says(`${idea}, and bring the dog`)
    expect(on.bodies().at(-1)).not.toContain('shutters went up')
    expect(on.bodies().at(-1)).toContain('Our bar and its espresso')
  })
})

describe('other versions', () => {
  it('are shown in full as choices, and the one that is pressed becomes the text', async () => {
    const first = 'Come on Monday: at eight the espresso bar opens, and the first coffee is on us.'
    const second = 'Espresso bar, Monday, eight. First coffee is on us.'
    const { desk, on } = await openWith([practice(plain), practice(first), practice(second)])
    await desk.person.says(idea)
    const [offer] = await desk.person.says('give me two other versions')
    expect(on.calls()).toBe(3)
    expect(offer?.text).toContain(first)
    expect(offer?.text).toContain(second)
    expect(labels(offer)).toEqual(['Use 1', 'Use 2'])
    const [card] = await desk.person.presses('Use 2')
    expect([first, second]).toContain(card?.card?.variants[0]?.text)
    expect(offer?.text.split('\n\n')[1]).toContain(card?.card?.variants[0]?.text)
    const [undone] = await desk.person.says('undo')
    expect(undone?.card?.variants[0]?.text).toBe(plain)
  })

  it('need a model, and do nothing to a post that was changed meanwhile', async () => {
    const own = await openDesk()
    closing.push(own.close)
    await own.person.says('The first coffee is on us. Come by.')
    expect((await own.person.says('two alternatives'))[0]?.text).toBe(
      "Without a model key I can't write other versions.",
    )
    const { desk } = await openWith([
      practice(plain),
      practice('One, on Monday at eight.'),
      practice('Two, on Monday at eight.'),
    ])
    await desk.person.says(idea)
    await desk.person.says('altre due versioni')
    await desk.person.says('tomorrow at nine')
    const [stale] = await desk.person.presses('Usa 1').catch(() => desk.person.presses('Use 1'))
    expect(stale?.card?.variants[0]?.text).toBe(plain)
  })
})

describe('own words', () => {
  it('come back when the person asks for what they said', async () => {
    const { desk } = await openWith([practice(plain)])
    const said = 'our new place opens on monday at eight, and the first coffee is on us, come and bring the dog'
    await desk.person.says(said)
    const [card] = await desk.person.says('write it as I said it')
    expect(card?.card?.variants[0]?.text).toBe(said)
    await desk.person.says('undo')
    const [again] = await desk.person.says('con le mie parole')
    expect(again?.card?.variants[0]?.text).toBe(said)
  })
})

describe('a change by talking', () => {
  it('shows the lines that changed', async () => {
    const { desk } = await openWith([
      practice(plain),
      practice('Monday at eight the espresso bar opens. Coffee is on us.'),
    ])
    await desk.person.says(idea)
    const [card] = await desk.person.says('make the second line shorter')
    expect(card?.text).toContain('- The first coffee is on us.\n+ Coffee is on us.')
  })
})

describe('learning', () => {
  const drafts = [
    'The espresso bar opens on Monday at eight. #coffee',
    'At eight on Monday there is coffee in the new bar. #coffee',
    'New bar, Monday, eight. Bring the dog. #coffee',
    'On Monday we turn the key at eight and the machine is hot. #coffee',
    'Come for coffee: the bar is open from Monday, eight. #coffee',
  ]
  const tagged = (i: number) => practice(drafts[i - 1] ?? '')

  async function cutTags(desk: Desk, i: number): Promise<ReturnType<Desk['person']['presses']>> {
    await desk.person.says(`Write about street ${i}, bring the dog, where our espresso bar opens on Monday at eight`)
    await desk.person.says('no hashtags')
    return desk.person.presses('Approve')
  }

  it('is offered after the third time, once, and becomes a rule only after a yes', async () => {
    const { desk, on } = await openWith([1, 2, 3, 4, 5].map(tagged))
    for (const i of [1, 2]) expect(await cutTags(desk, i)).toHaveLength(1)
    const [, offer] = await cutTags(desk, 3)
    expect(offer?.text).toBe('You cut the hashtags three times. Stop using them?')
    expect(await rules(desk)).toEqual([])
    const [done] = await desk.person.presses('Yes')
    expect(done?.text).toBe('Remembered as a rule: No hashtags.')
    expect(await rules(desk)).toEqual(['No hashtags.'])
    expect(await cutTags(desk, 4)).toHaveLength(1)
    expect(on.bodies().at(-1)).toContain('- No hashtags.')
    const [memory] = await desk.person.says('memory')
    expect(memory?.text).toContain('learned, after your yes')
  })

  it('is let go after a no, and never offered again', async () => {
    const { desk } = await openWith([1, 2, 3, 4, 5].map(tagged))
    for (const i of [1, 2, 3]) await cutTags(desk, i)
    const [no] = await desk.person.says('no')
    expect(no?.text).toContain('I will not ask again')
    await desk.pass(48 * 3_600_000)
    for (const i of [4, 5]) expect(await cutTags(desk, i)).toHaveLength(1)
    expect(await rules(desk)).toEqual([])
  })

  it('takes nothing from posts that the person wrote themselves', async () => {
    const desk = await openDesk()
    closing.push(desk.close)
    for (const i of [1, 2, 3, 4]) {
      await desk.person.says(`Number ${i} is the house where the bar opens on Monday, at eight. #coffee`)
      await desk.person.says('no hashtags')
      expect(await desk.person.presses('Approve')).toHaveLength(1)
    }
  })

  it('keeps a card that sounds like the person as an example, and offers rules for one that does not', async () => {
    const { desk } = await openWith([practice(plain)], 'it')
    await desk.person.says(idea)
    const [kept] = await desk.person.presses('Sounds like me')
    expect(kept?.text).toBe('Kept as an example of how you sound.')
    const [wrong] = await desk.person.says('thumbs down')
    expect(labels(wrong)).toEqual(['Too long', 'Too salesy', 'Not our words'])
    await desk.person.presses('Too salesy')
    expect(await rules(desk)).toEqual(['Use plain words, nothing that sounds like advertising.'])
    const [memory] = await desk.person.says('memory')
    expect(memory?.text).toContain('you liked post #1')
  })
})
