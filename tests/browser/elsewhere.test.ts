// The widget on a site of somebody else: nothing without sign-in, a token from the window, and from nobody else.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startInstallation } from './support/installation.ts'
import { visitors } from './support/visitor.ts'

const { visitor, why } = await visitors()

describe.skipIf(why !== undefined)(
  why === undefined ? 'the widget on another site' : `the widget on another site (skipped: ${why})`,
  () => {
    let site: Server

    beforeEach(async () => {
      await visitor.installation.stop()
      site = createServer((_, response) => {
        response.setHeader('Content-Type', 'text/html')
        response.end(
          `<!doctype html><html lang="en"><body style="height:600px"><script type="module" src="${visitor.installation.origin}/widget.js">` +
            '</script><leopost-chat></leopost-chat></body></html>',
        )
      })
      await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
      visitor.installation = await startInstallation(siteOrigin())
      await visitor.installation.say({ text: 'Only for members.' })
    })

    afterEach(() => new Promise((resolve) => site.close(resolve)))

    function siteOrigin(): string {
      // A server that listens on a port has an address of this shape.
      return `http://127.0.0.1:${(site.address() as AddressInfo).port}`
    }

    async function signIn(): Promise<Page> {
      const opened = visitor.page.waitForEvent('popup')
      await visitor.page.getByRole('button', { name: 'Sign in to Leopost' }).click()
      const popup = await opened
      await popup.getByRole('button', { name: 'Allow' }).click()
      await popup.getByText('Done, go back to the page.').waitFor()
      return popup
    }

    it('shows nothing before sign-in, and the chat after it, by a token from the window', async () => {
      await visitor.page.goto(siteOrigin())
      await visitor.page.getByText('This chat is for the people of this desk.').waitFor()
      expect(await visitor.message().isVisible()).toBe(false)
      await signIn()
      await visitor.log().getByText('Only for members.').waitFor()
      await visitor.write('hello from my site')
      await visitor.log().getByText('Noted.').waitFor()
      expect(visitor.installation.posted).toMatchObject([{ text: 'hello from my site' }])
    })

    it('takes no token from anybody else', async () => {
      await visitor.page.goto(siteOrigin())
      await visitor.page.getByRole('button', { name: 'Sign in to Leopost' }).waitFor()
      await visitor.page.evaluate(
        "postMessage({type: 'leopost-token', token: 'forged', expiresAt: Date.now() + 1e6}, '*')",
      )
      expect(await visitor.message().isVisible()).toBe(false)
      expect(await visitor.page.getByRole('button', { name: 'Sign in to Leopost' }).isVisible()).toBe(true)
    })

    it('gets the next token from the open window, and asks again when it is closed', async () => {
      visitor.installation.tokenLife = 61_500
      await visitor.page.goto(siteOrigin())
      const popup = await signIn()
      visitor.installation.tokenLife = 2_500
      await expect.poll(() => visitor.installation.tokens, { timeout: 10_000 }).toBe(2)
      await popup.close()
      await visitor.message().fill('half a thought')
      await visitor.page.getByText('You are signed out. Sign in again to go on').waitFor()
      visitor.installation.tokenLife = 900_000
      await signIn()
      await visitor.installation.say({ text: 'Still here.' })
      await visitor.log().getByText('Still here.').waitFor()
      expect(await visitor.message().inputValue()).toBe('half a thought')
    })
  },
)
