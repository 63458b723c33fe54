// Somebody in front of a browser: a fresh installation and a fresh visitor for each test, and the names of what they use.
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeEach, expect } from 'vitest'
import { launch } from './chromium.ts'
import { type Installation, startInstallation } from './installation.ts'

/** What a test holds; the members are those of the running test. */
export type Visitor = {
  installation: Installation
  context: BrowserContext
  page: Page
  /** Begins again as another visitor. */
  open(options?: BrowserContextOptions): Promise<void>
  visit(path?: string): Promise<void>
  write(text: string): Promise<void>
  message(): Locator
  log(): Locator
  /** A choice of the latest reply that has any. */
  choice(name: string): Locator
  texts(): Promise<string[]>
}

/** Starts the browser once for a test file, or says why it cannot. */
export async function visitors(): Promise<{ visitor: Visitor; why: string | undefined }> {
  const { browser, why } = await launch()
  const violations: string[] = []
  if (browser !== undefined) {
    beforeEach(async () => {
      visitor.installation = await startInstallation()
      await visitor.open()
    })
    afterEach(async () => {
      await visitor.context.close()
      await visitor.installation.stop()
      expect(violations.splice(0)).toEqual([])
    })
    afterAll(() => browser.close())
  }

  // The members named here are given at the start of each test.
  const visitor = {
    async open(options = {}) {
      await visitor.context?.close()
      visitor.context = await newContext(browser, options)
      visitor.page = await visitor.context.newPage()
      visitor.page.on('pageerror', (error) => violations.push(String(error)))
      visitor.page.on('console', (said) => {
        if (/content security policy/i.test(said.text())) violations.push(said.text())
      })
    },
    async visit(path = '/') {
      await visitor.page.goto(visitor.installation.origin + path)
      await visitor.message().waitFor()
    },
    async write(text) {
      await visitor.message().fill(text)
      await visitor.page.keyboard.press('Enter')
    },
    message: () => visitor.page.getByLabel('Your message'),
    log: () => visitor.page.getByRole('log'),
    choice: (name) => visitor.page.getByRole('group', { name: 'Choices' }).last().getByRole('button', { name }),
    texts: () => visitor.log().locator('.row').allTextContents(),
  } as Visitor
  return { visitor, why }
}

async function newContext(browser: Browser | undefined, options: BrowserContextOptions): Promise<BrowserContext> {
  if (browser === undefined) throw new Error('A test that needs a browser was not skipped.')
  const context = await browser.newContext({ timezoneId: 'Europe/London', ...options })
  context.setDefaultTimeout(10_000)
  return context
}
