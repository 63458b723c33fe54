// The widget in a real Chromium against a scripted installation: what a person sees, presses and cannot break.
import { describe, expect, it } from 'vitest'
import { freshChoices, openingCard, variant } from './support/cards.ts'
import { visitors } from './support/visitor.ts'

const { visitor, why } = await visitors()

describe.skipIf(why !== undefined)(why === undefined ? 'the widget' : `the widget (skipped: ${why})`, () => {
  it('shows an answer as it grows, then the card', async () => {
    const gate = gateway()
    visitor.installation.answer = async (_, turn) => {
      await turn.delta({ text: 'Monday at ', platform: 'linkedin' })
      await turn.delta({ text: 'eight', platform: 'linkedin' })
      await gate.opened
      await turn.reply({ text: 'Here it is.', card: openingCard(), choices: freshChoices() })
    }
    await visitor.visit()
    await visitor.write('we open on monday')
    await visitor.page.getByText('Writing for LinkedIn').waitFor()
    await visitor.page.getByText('Monday at eight', { exact: true }).waitFor()
    gate.open()
    await visitor.log().getByText('Here it is.').waitFor()
    await visitor.choice('Approve').waitFor()
    expect(await visitor.page.getByText('Writing for LinkedIn').count()).toBe(0)
    expect(await visitor.page.getByRole('article').getByRole('heading', { level: 3 }).allTextContents()).toEqual([
      'Bluesky · 65 of 300Mastodon · 65 of 500',
      'X · 262 of 280',
    ])
    expect(await visitor.page.getByText('262 of 280').getAttribute('class')).toBe('count near')
    expect(visitor.installation.posted).toMatchObject([{ text: 'we open on monday' }])
  })

  it('stops what is being written by a button that is there only while it grows', async () => {
    const gate = gateway()
    visitor.installation.answer = async (asked, turn) => {
      if (asked.text === '/stop') {
        gate.open()
        await turn.reply({ text: 'Stopped.', choices: [] })
        return
      }
      await turn.delta({ text: 'Monday at ', platform: 'linkedin' })
      await gate.opened
    }
    await visitor.visit()
    await visitor.write('we open on monday')
    await visitor.page.getByRole('button', { name: 'Stop' }).click()
    await visitor.log().getByText('Stopped.').waitFor()
    await visitor.page.getByText('Writing for LinkedIn').waitFor({ state: 'detached' })
    expect(visitor.installation.posted.map(({ text }) => text)).toEqual(['we open on monday', '/stop'])
    expect(await visitor.page.getByRole('button', { name: 'Stop' }).count()).toBe(0)
  })

  it('shows the time in the zone of the post, and in the reader’s own when pressed', async () => {
    await visitor.installation.say({ text: 'Here.', card: openingCard() })
    await visitor.visit()
    const time = visitor.page.getByRole('button', { name: 'Tue 24 Nov 09:00 (Rome)' })
    expect(await time.getAttribute('title')).toBe('For you: Tue 24 Nov 08:00 (London)')
    await time.click()
    await visitor.page.getByText('For you: Tue 24 Nov 08:00 (London)').waitFor()
  })

  it('says what is over the limit, in words and not by colour alone, and numbers the parts of a thread', async () => {
    const long = {
      ...variant('linkedin', 'long', 312, 300),
      parts: ['One.', 'Two.'],
      problems: ['12 characters too many.'],
    }
    await visitor.installation.say({ text: 'Here.', card: openingCard({ variants: [long] }) })
    await visitor.visit()
    await visitor.page.getByText('312 of 300 · 12 over').waitFor()
    await visitor.page.getByText('Part 2 of 2').waitFor()
    await visitor.page.getByText('12 characters too many.').waitFor()
  })

  it('takes a choice by keyboard alone, once', async () => {
    const gate = gateway()
    visitor.installation.answer = async (_, turn) => {
      await gate.opened
      await turn.reply({ text: 'Approved.', choices: [{ id: 'c-Undo', label: 'Undo' }] })
    }
    await visitor.installation.say({ text: 'Here.', card: openingCard(), choices: freshChoices() })
    await visitor.visit()
    await visitor.choice('Approve').waitFor()
    await visitor.message().focus()
    for (let press = 0; press < 20 && (await focused()) !== 'Approve'; press++)
      await visitor.page.keyboard.press('Shift+Tab')
    await visitor.page.keyboard.press('Enter')
    await visitor.page.keyboard.press('Enter')
    await visitor.choice('Change').dispatchEvent('click')
    expect(await visitor.choice('Change').getAttribute('aria-disabled')).toBe('true')
    gate.open()
    await visitor.log().getByText('Approved.').waitFor()
    expect(visitor.installation.posted.map((posted) => posted.choice)).toEqual(['c-Approve'])
  })

  it('sends a double press once', async () => {
    await visitor.installation.say({ text: 'Here.', card: openingCard(), choices: freshChoices() })
    await visitor.visit()
    await visitor.choice('Approve').dblclick()
    await visitor.log().getByText('Noted.').waitFor()
    expect(visitor.installation.posted.map((posted) => posted.choice)).toEqual(['c-Approve'])
  })

  it('takes a choice that only opens a question again, and no other', async () => {
    const comment = { id: 'c-Comment', label: 'Comment', stays: true as const }
    await visitor.installation.say({ text: 'Here.', card: openingCard(), choices: [...freshChoices(), comment] })
    await visitor.visit()
    for (const label of ['Comment', 'Comment', 'Discard', 'Discard']) {
      await visitor.choice(label).dispatchEvent('click')
      await expect.poll(() => visitor.choice('Approve').getAttribute('aria-disabled')).toBe('false')
    }
    const pressed = visitor.installation.posted.map((posted) => posted.choice)
    expect(pressed).toEqual(['c-Comment', 'c-Comment', 'c-Discard'])
  })

  it('edits a card in place while it is last, and otherwise takes the buttons of the old one', async () => {
    visitor.installation.answer = async (posted, turn) => {
      const first = posted.choice !== undefined
      const card = openingCard({ version: first ? 2 : 3, head: `Bar Luce · draft ${first ? 2 : 3}` })
      await turn.reply({ text: '', card, choices: freshChoices(), replaces: first ? 'r1' : 'r2' })
    }
    await visitor.installation.say({ text: '', card: openingCard(), choices: freshChoices() })
    await visitor.visit()
    await visitor.choice('Change').click()
    await visitor.page.getByText('Bar Luce · draft 2').waitFor()
    expect(await visitor.page.getByRole('article').count()).toBe(1)
    await visitor.write('shorter')
    await visitor.page.getByText('Bar Luce · draft 3').waitFor()
    expect(await visitor.page.getByRole('article').count()).toBe(2)
    expect(await visitor.page.getByRole('button', { name: 'Approve' }).count()).toBe(1)
  })

  it('loses and doubles nothing when the answer is cut in the middle', async () => {
    visitor.installation.answer = async (_, turn) => {
      await turn.delta({ text: 'Monday', platform: 'x' })
      await turn.reply({ text: 'First half.' })
      turn.cut()
      await turn.reply({ text: 'Second half.' })
    }
    await visitor.visit()
    await visitor.write('we open on monday')
    await visitor.log().getByText('Second half.').waitFor()
    await visitor.page.getByText('Writing for X').waitFor({ state: 'detached' })
    await expect.poll(() => visitor.installation.posted.length, { timeout: 8_000 }).toBe(2)
    expect(new Set(visitor.installation.posted.map((posted) => posted.id)).size).toBe(1)
    expect(await visitor.texts()).toEqual(['You: we open on monday', 'Leopost: First half.', 'Leopost: Second half.'])
  })

  it('resumes the events after the last one it saw', async () => {
    await visitor.installation.say({ text: 'One.' })
    await visitor.visit()
    await visitor.log().getByText('One.').waitFor()
    await expect.poll(() => visitor.installation.resumedAfter).toEqual(['1'])
    await visitor.installation.say({ text: 'Two.' })
    await visitor.log().getByText('Two.').waitFor()
    visitor.installation.cutEvents()
    await visitor.installation.say({ text: 'Three.' })
    await visitor.log().getByText('Three.').waitFor()
    expect(visitor.installation.resumedAfter).toEqual(['1', '2'])
    expect(await visitor.texts()).toEqual(['Leopost: One.', 'Leopost: Two.', 'Leopost: Three.'])
  })

  it('keeps a message that was not sent over a reload, and sends it again with the same id', async () => {
    await visitor.visit()
    const tried: string[] = []
    await visitor.context.route('**/api/v1/messages', (route) => {
      if (route.request().method() !== 'POST') return route.fallback()
      tried.push(route.request().postDataJSON().id)
      return route.abort()
    })
    await visitor.write('first try')
    await expect.poll(() => tried.length).toBe(1)
    await visitor.page.reload()
    await visitor.page.getByText('Not sent. Your message is kept.').waitFor()
    await visitor.context.unroute('**/api/v1/messages')
    await visitor.page.getByRole('button', { name: 'Try again' }).click()
    await visitor.log().getByText('Noted.').waitFor()
    expect(visitor.installation.posted).toEqual([{ id: tried[0], text: 'first try' }])
    await visitor.page.reload()
    await visitor.log().getByText('Noted.').waitFor()
    expect(await visitor.texts()).toEqual(['You: first try', 'Leopost: Noted.'])
  })

  it('says why a message was refused, in the words of the server', async () => {
    await visitor.visit()
    const json = { title: 'Too long', status: 422, detail: 'That is too long to read.' }
    await visitor.context.route('**/api/v1/messages', (route) => route.fulfill({ status: 422, json }))
    await visitor.write('a very long message')
    await visitor.page.getByRole('alert').getByText('That is too long to read.').waitFor()
    await visitor.page.getByRole('button', { name: 'Remove' }).click()
    expect(await visitor.texts()).toEqual([])
  })

  it('says when it is offline and sends what was written once it is back', async () => {
    await visitor.visit()
    await expect.poll(() => visitor.installation.resumedAfter.length).toBe(1)
    await visitor.context.setOffline(true)
    await visitor.page.getByText('You are offline.').waitFor()
    await visitor.write('from the train')
    await visitor.message().fill('half a thought')
    expect(visitor.installation.posted).toEqual([])
    await visitor.context.setOffline(false)
    await visitor.log().getByText('Noted.').waitFor()
    expect(visitor.installation.posted).toMatchObject([{ text: 'from the train' }])
    await visitor.page.reload()
    expect(await visitor.message().inputValue()).toBe('half a thought')
  })

  it('sends pictures that were chosen, with their progress told', async () => {
    await visitor.visit()
    const chooser = visitor.page.waitForEvent('filechooser')
    await visitor.page.getByRole('button', { name: 'Add a picture' }).click()
    await (await chooser).setFiles({ name: 'bar.png', mimeType: 'image/png', buffer: Buffer.from(dot, 'base64') })
    await visitor.page.getByRole('button', { name: 'Remove bar.png' }).waitFor()
    await visitor.page.getByRole('button', { name: 'Send' }).click()
    await visitor.log().getByText('Noted.').waitFor()
    expect(visitor.installation.posted).toMatchObject([{ media: ['m-bar.png'] }])
    expect(await visitor.log().getByRole('img', { name: 'Picture' }).count()).toBe(1)
  })

  it('fetches what was said earlier without moving what is being read', async () => {
    for (let number = 1; number <= 40; number++) await visitor.installation.say({ text: `Number ${number}.` })
    await visitor.visit()
    await visitor.log().getByText('Number 40.').waitFor()
    expect(await visitor.page.getByText('Number 10.', { exact: true }).count()).toBe(0)
    await visitor.page.getByRole('button', { name: 'Earlier messages' }).click()
    await visitor.log().getByText('Number 1.', { exact: true }).waitFor()
    expect((await visitor.texts()).length).toBe(40)
    expect(await visitor.page.getByRole('button', { name: 'Earlier messages' }).isVisible()).toBe(false)
  })

  it('shows words as words, whatever they contain', async () => {
    const evil = '<img src=x onerror="document.title=1"> javascript:alert(1) https://example.com/a.'
    await visitor.installation.say({ text: evil, pictures: ['javascript:alert(1)'], card: openingCard({ head: evil }) })
    await visitor.visit()
    await visitor.log().getByText(evil).first().waitFor()
    expect(await visitor.log().getByRole('img').count()).toBe(0)
    expect(await visitor.log().getByRole('link').getAttribute('href')).toBe('https://example.com/a')
  })

  it('speaks Italian on an Italian page', async () => {
    await visitor.page.goto(`${visitor.installation.origin}/it`)
    await visitor.page.getByLabel('Il tuo messaggio').waitFor()
    await visitor.page.getByRole('button', { name: 'Invia' }).waitFor()
  })

  async function focused(): Promise<string> {
    return visitor.page.evaluate<string>('document.activeElement?.shadowRoot?.activeElement?.textContent ?? ""')
  }
})

function gateway(): { opened: Promise<void>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { opened: promise, open: resolve }
}

/** A picture of one pixel. */
const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
