// The contract of a chat: what a person may rely on in every one of them. Each chat runs it with a person of its own.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

/** A person at a chat, and the hand that breaks it. What a chat has not got is left out, with the reason. */
export type ChatPerson = {
  says(text: string, id?: string): Promise<void>
  /** Presses by label, or answers by number where there are no buttons. */
  presses(label: string): Promise<void>
  /** Everything that is to be seen now, oldest first. */
  sees(): Promise<{ text: string; choices: string[] }[]>
  /** Lets time pass. */
  waits(ms: number): Promise<void>
  /** How many posts were begun, and the statuses of their publications. */
  posts(): Promise<string[]>
  outage?: { begins(): void; ends(): void }
  stranger?: { says(text: string): Promise<void>; sees(): Promise<string[]> }
  close(): Promise<void>
}

const words = 'The new oat cappuccino is here and it is very good.'

/** Runs the contract. `folds` is true where messages within two seconds are one wish; `buttons` where choices are not numbers in a text. */
export function chatContract(
  name: string,
  open: () => Promise<ChatPerson>,
  has: { folds: boolean; buttons: boolean },
): void {
  describe(`${name} keeps the contract of a chat`, () => {
    let person: ChatPerson
    beforeEach(async () => {
      person = await open()
    })
    afterEach(() => person.close())
    const last = async () => (await person.sees()).at(-1)

    it('answers words with a card that can be approved', async () => {
      await person.says(words)
      await person.waits(3_000)
      const card = await last()
      expect(card?.text).toContain(words)
      expect(card?.choices.slice(0, 5)).toEqual(['Approve', 'Change', 'Schedule', 'Picture', 'Discard'])
    })

    it('carries a post from words to published and tells it', async () => {
      await person.says(words)
      await person.waits(3_000)
      await person.presses('Approve')
      await person.waits(13_000)
      expect(await person.posts()).toEqual(['published'])
      expect((await last())?.text).toContain('Out on Practice')
    })

    it.runIf(has.buttons)('leaves no Approve to press once it is approved', async () => {
      await person.says(words)
      await person.waits(3_000)
      await person.presses('Approve')
      await person.waits(3_000)
      const seen = await person.sees()
      expect(seen.flatMap((one) => one.choices)).not.toContain('Approve')
      expect(seen.at(-1)?.choices).toEqual(['Undo'])
    })

    it('takes a message that is delivered three times as one', async () => {
      await person.says(words, 'again')
      await person.says(words, 'again')
      await person.says(words, 'again')
      await person.waits(3_000)
      expect(await person.posts()).toEqual(['draft'])
      expect((await person.sees()).filter((one) => one.text.includes(words))).toHaveLength(1)
    })

    it('shows one live card of a post, whatever was changed', async () => {
      await person.says(`${words} Come and see.`)
      await person.waits(3_000)
      await person.says('shorter')
      await person.waits(3_000)
      await person.says('tomorrow at nine')
      await person.waits(3_000)
      expect((await last())?.text).toContain('(Rome)')
      expect((await last())?.choices[0]).toBe('Approve')
    })

    it('approves by a yes that is the whole message', async () => {
      await person.says(words)
      await person.waits(3_000)
      await person.says('ok')
      await person.waits(3_000)
      expect((await last())?.text).toContain('Approved.')
    })

    it('keeps the rest of a text with bytes that cannot be stored', async () => {
      await person.says(`The first\0 coffee \ud800 is on us.`)
      await person.waits(3_000)
      expect((await last())?.text).toContain('The first coffee \ufffd is on us.')
    })

    it.skipIf(!has.folds)(
      `takes messages within two seconds as one wish${has.folds ? '' : ' (each message stands alone here)'}`,
      async () => {
        await person.says('The new oat cappuccino is here.')
        await person.waits(900)
        await person.says('It is very good.')
        await person.waits(3_000)
        expect(await person.posts()).toEqual(['draft'])
        expect((await last())?.text).toContain('The new oat cappuccino is here.\nIt is very good.')
      },
    )

    it('brings what was said during an outage afterwards, in order and once', async ({ skip }) => {
      const { outage } = person
      if (outage === undefined) return skip('reading is the delivery here: there is nothing to bring')
      outage.begins()
      await person.says('drafts')
      await person.says('slots')
      await person.waits(10_000)
      expect(await person.sees()).toEqual([])
      outage.ends()
      await person.waits(70_000)
      const seen = (await person.sees()).map((one) => one.text)
      expect(seen).toHaveLength(2)
      expect(seen[0]).toContain('No drafts')
      expect(seen[1]).toContain('You have no slots')
    })

    it('gives a stranger one sentence, and nothing else', async ({ skip }) => {
      const { stranger } = person
      if (stranger === undefined) return skip('nobody gets here without signing in')
      await stranger.says(words)
      await stranger.says('approve')
      expect(await stranger.sees()).toHaveLength(1)
      expect(await person.posts()).toEqual([])
    })
  })
}
