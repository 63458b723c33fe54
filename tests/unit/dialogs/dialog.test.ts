// Dialogs are replayed code: they survive the database, a restart in the middle, and a change of their own code in the middle.
import { describe, expect, it } from 'vitest'
import { answer, back, begin, type Dialog, finish } from '../../../src/bot/dialogs/dialog.ts'
import type { DialogState } from '../../../src/db/schema/conversations.ts'

const line = (key: string) => ({ key, data: {}, choices: [] })

/** Asks the questions in order; looks something up once after the first. */
function questions(version: number, names: string[], looked: string[] = []): Dialog<Record<string, string>> {
  return {
    name: 'test',
    version,
    async run(talk) {
      const said: Record<string, string> = {}
      talk.say(line('hello'))
      for (const [i, name] of names.entries()) {
        const words = await talk.ask(name, line(name))
        if (words !== undefined) said[name] = words
        if (i === 0)
          said.found = await talk.look('look', async () => {
            looked.push(words ?? '')
            return `found ${words}`
          })
      }
      talk.say(line('done'))
      return said
    },
  }
}

/** What the database gives back: jsonb keeps no order of keys and no NUL. */
function stored(step: { kind: string; state?: DialogState }): DialogState {
  const text = JSON.stringify(step.state)
  expect(text).not.toContain('\\u0000')
  return JSON.parse(text)
}

const words = (said: string) => ({ kind: 'words', words: said }) as const

describe('a dialog', () => {
  it('asks one question after the other and ends with the answers', async () => {
    const dialog = questions(1, ['a', 'b'])
    const first = await begin(dialog)
    expect(first.lines.map((one) => one.key)).toEqual(['hello', 'a'])
    const second = await answer(dialog, stored(first as never), words('one'))
    expect(second.lines.map((one) => one.key)).toEqual(['b'])
    const last = await answer(dialog, stored(second as never), { kind: 'skip' })
    expect(last).toMatchObject({ kind: 'done', result: { a: 'one', found: 'found one' } })
    expect(last.lines.map((one) => one.key)).toEqual(['done'])
  })

  it('looks something up once, however often it is replayed', async () => {
    const looked: string[] = []
    const dialog = questions(1, ['a', 'b', 'c'], looked)
    let step = await begin(dialog)
    for (const said of ['one', 'two', 'three']) step = await answer(dialog, stored(step as never), words(said))
    expect(step.kind).toBe('done')
    expect(looked).toEqual(['one'])
  })

  it('goes on after its code changed in the middle, and asks only what is new', async () => {
    const before = questions(1, ['a', 'b'])
    const state = stored((await answer(before, stored((await begin(before)) as never), words('one'))) as never)
    const after = questions(2, ['a', 'new', 'b'])
    const step = await answer(after, state, words('two'))
    expect(step.lines.map((one) => one.key)).toEqual(['new'])
    const last = await answer(after, stored(step as never), words('three'))
    expect(last).toMatchObject({ kind: 'done', result: { a: 'one', new: 'three', b: 'two' } })
  })

  it('goes back to the question before, without greeting again', async () => {
    const dialog = questions(1, ['a', 'b', 'c'])
    let step = await begin(dialog)
    for (const said of ['one', 'two']) step = await answer(dialog, stored(step as never), words(said))
    const again = await back(dialog, stored(step as never))
    expect(again.lines.map((one) => one.key)).toEqual(['b'])
  })

  it('ends at once when everything else is skipped, with what was said', async () => {
    const dialog = questions(1, ['a', 'b', 'c'])
    const step = await answer(dialog, stored((await begin(dialog)) as never), words('one'))
    expect((await finish(dialog, stored(step as never))).result).toMatchObject({ a: 'one' })
  })

  it('throws what a look-up throws instead of hanging for ever', async () => {
    const broken: Dialog<void> = {
      name: 'test',
      version: 1,
      async run(talk) {
        await talk.look('look', () => Promise.reject(new Error('no answer')))
        await talk.ask('a', line('a'))
      },
    }
    await expect(begin(broken)).rejects.toThrow('no answer')
  })
})
