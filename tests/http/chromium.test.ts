// The pages and the widget in a real Chromium against the real server: the two halves of HTTP fit each other.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from '../browser/support/chromium.ts'
import { program } from './support/caller.ts'
import { type Desk, openDesk } from './support/desk.ts'

const { browser, why } = await launch()

describe.skipIf(why !== undefined)(why === undefined ? 'a person' : `a person (skipped: ${why})`, () => {
  let desk: Desk

  beforeAll(async () => {
    desk = await openDesk('http_chromium')
  })
  afterAll(async () => {
    await browser?.close()
    await desk.stop()
  })

  it('comes in by a link, is greeted, and publishes a first post', async () => {
    const page = await browser?.newPage()
    if (page === undefined) throw new Error('A test that needs a browser was not skipped.')
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (said) => {
      if (said.type() === 'error') complaints.push(said.text())
    })
    await page.goto(await desk.link())
    await page.getByRole('button', { name: 'Sign in' }).click()
    const log = page.getByRole('log')
    await log.getByText("Hello, I'm Leopost.").waitFor()
    await page.getByRole('button', { name: 'Skip all' }).click()
    await log.getByText("That's enough to start.").waitFor()
    await page.getByLabel('Your message').fill('the first coffee is on us')
    await page.keyboard.press('Enter')
    await log.getByRole('article').getByText('the first coffee is on us').waitFor()
    const elsewhere = await program(desk)
    await elsewhere.says('shorter')
    await log.getByText('shorter', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Approve' }).last().click()
    await log.getByText('Approved. Goes out in ten seconds').waitFor()
    await log.getByText('Out on Practice').waitFor({ timeout: 20_000 })
    await page.reload()
    await log.getByText('Out on Practice').waitFor()
    await page.goto(`${desk.url}/practice`)
    await page.getByText('the first coffee is on us').waitFor()
    await page.goto(`${desk.url}/brand`)
    await page.getByLabel('Name').fill('Bar Luce')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Bar Luce').first().waitFor()
    expect(complaints).toEqual([])
  }, 60_000)
})
