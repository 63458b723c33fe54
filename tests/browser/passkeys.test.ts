// A passkey from the first press to the way in, in a real Chromium with the authenticator that its own tools bring.
import type { CDPSession, Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { makeLink } from '../../src/http/access.ts'
import { type Desk, openDesk } from '../http/support/desk.ts'
import { launch } from './support/chromium.ts'

const { browser, why } = await launch()
afterAll(() => browser?.close())

/** An authenticator inside the device, with a person who is always recognised. */
async function authenticator(page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const options = {
    ...({ protocol: 'ctap2', transport: 'internal' } as const),
    ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  }
  return { cdp, ...(await cdp.send('WebAuthn.addVirtualAuthenticator', { options })) }
}

async function signsIn(page: Page, desk: Desk, url: string): Promise<void> {
  await page.goto(await makeLink(desk.app, { publicUrl: url, personId: desk.owner.personId }))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByLabel('Your message').waitFor()
}

describe.skipIf(why !== undefined)(`a passkey in a browser${why === undefined ? '' : ` (${why})`}`, () => {
  it('is added on the page Account, signs in on the page for it, and is refused once it was taken away', async () => {
    if (browser === undefined) throw new Error('A test that needs a browser was not skipped.')
    let url = ''
    const desk = await openDesk('browser_passkeys', { publicUrl: () => url })
    url = desk.url.replace('127.0.0.1', 'localhost')
    const context = await browser.newContext()
    const page = await context.newPage()
    const violations: string[] = []
    page.on('pageerror', (error) => violations.push(String(error)))
    page.on('console', (said) => {
      if (/content security policy/i.test(said.text())) violations.push(said.text())
    })
    const { cdp, authenticatorId } = await authenticator(page)
    await signsIn(page, desk, url)
    await page.goto(`${url}/account`)
    await page.getByPlaceholder('My phone').fill('Kitchen tablet')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText('Kitchen tablet').waitFor()
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId })
    expect(credentials).toMatchObject([{ isResidentCredential: true, rpId: 'localhost' }])

    await context.clearCookies()
    await page.goto(`${url}/account`)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByLabel('Your message').waitFor()

    await page.goto(`${url}/account`)
    await page.getByText('last used').waitFor()
    await page.getByRole('button', { name: 'Remove Kitchen tablet' }).click()
    await page.getByText('Kitchen tablet').waitFor({ state: 'detached' })
    await context.clearCookies()
    await page.goto(`${url}/sign-in`)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByText('That passkey did not let you in').waitFor()
    expect(violations).toEqual([])
    await context.close()
    await desk.stop()
  })
})
