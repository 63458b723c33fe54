// The web chat keeps the contract of a chat: the real widget in a real Chromium, on the whole of Leopost with the clock in the test's hand.

import type { Page } from 'playwright-core'
import { afterAll, describe, expect } from 'vitest'
import { withSystem } from '../../src/db/client.ts'
import { repliesAfter } from '../../src/db/conversations.ts'
import { makeLink } from '../../src/http/access.ts'
import { createHttp } from '../../src/http/index.ts'
import { type ChatPerson, chatContract } from '../contract/chat.ts'
import { openDesk } from '../support/desk.ts'
import { launch } from './support/chromium.ts'

const { browser, why } = await launch()
afterAll(() => browser?.close())

async function open(): Promise<ChatPerson> {
  if (browser === undefined) throw new Error('A test that needs a browser was not skipped.')
  const desk = await openDesk()
  let url = ''
  const http = createHttp(desk.app, { publicUrl: () => url, key: 'the key of an installation in a test' })
  url = (await http.start({ host: '127.0.0.1', port: 0 })).url
  const context = await browser.newContext({ timezoneId: 'Europe/London' })
  const page = await context.newPage()
  await page.goto(await makeLink(desk.app, { publicUrl: url, personId: desk.seat.personId }))
  await page.getByRole('button').first().click()
  await page.getByLabel('Your message').waitFor()
  const rows = page.getByRole('log').locator('.row:not(.mine):not(.waiting)')

  /** Until everything that was said is to be seen. */
  async function caughtUp(): Promise<void> {
    const all = await withSystem(desk.db, (tx) => repliesAfter(tx, desk.person.conversationId, 0))
    const last = all.at(-1)
    if (last !== undefined) {
      const look = `(${isShown})(${JSON.stringify(last.text || last.card?.head)})`
      await expect.poll(() => page.evaluate(look), { timeout: 10_000 }).toBe(true)
    }
    await page.locator('.waiting').waitFor({ state: 'detached' })
  }

  return {
    async says(text, id) {
      desk.clock.pass(1)
      if (id === undefined && isTypable(text)) {
        await page.getByLabel('Your message').fill(text)
        await page.keyboard.press('Enter')
        await page.getByRole('log').locator('.mine').last().waitFor()
      } else await post(page, { text, id: id ?? 'typed' })
      await caughtUp()
    },
    async presses(label) {
      desk.clock.pass(1)
      await page.getByRole('group', { name: 'Choices' }).last().getByRole('button', { name: label }).click()
      await page.locator('.waiting').waitFor({ state: 'detached' })
      await caughtUp()
    },
    async sees() {
      await caughtUp()
      const shown = await rows.all()
      return Promise.all(
        shown.map(async (row) => ({
          text: (await row.textContent()) ?? '',
          choices: await row.getByRole('group', { name: 'Choices' }).getByRole('button').allTextContents(),
        })),
      )
    },
    async waits(ms) {
      for (let left = ms; left > 0; left -= 1_000) await desk.pass(Math.min(left, 1_000))
    },
    posts: async () => (await desk.publications()).map((one) => one.status),
    async close() {
      await context.close()
      await http.stop()
      await desk.close()
    },
  }
}

/** Runs in the browser: whether the newest rows show these words. */
const isShown = `(words) => [...document.querySelector('leopost-chat').shadowRoot.querySelectorAll('.row:not(.mine)')]
  .slice(-3).some((row) => row.textContent.replaceAll(/\\s+/g, ' ').includes(words.replaceAll(/\\s+/g, ' ')))`

/** What no keyboard types is posted by the page itself. */
function isTypable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

async function post(page: Page, message: { text: string; id: string }): Promise<void> {
  await page.evaluate(`fetch('/api/v1/messages', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: ${JSON.stringify(JSON.stringify(message))},
  }).then((answer) => answer.text())`)
}

if (why === undefined) chatContract('The web chat', open, { folds: false, buttons: true })
else describe.skip(`The web chat keeps the contract of a chat (skipped: ${why})`, () => undefined)
