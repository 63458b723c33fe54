// A voice note and files of every kind in the web chat: the real widget in a real Chromium, on the whole of Leopost.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { makeLink } from '../../src/http/access.ts'
import { createHttp } from '../../src/http/index.ts'
import { openGateway } from '../../src/models.ts'
import { patience, startProvider } from '../ai/support/models.ts'
import { type Desk, openDesk } from '../support/desk.ts'
import { mp4Of } from '../support/mp4.ts'
import { pdfOf } from '../support/pdf.ts'
import { noisy, plain } from '../unit/media/pictures.ts'
import { fakeMicrophone, launch } from './support/chromium.ts'

const spoken = 'So yesterday the first customer came in with her dog, and the dog got the first biscuit.'
const quiet = () => undefined
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet }

const { browser, why } = await launch(fakeMicrophone)

describe.skipIf(browser === undefined)(`the web chat takes${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
  let desk: Desk
  let provider: Awaited<ReturnType<typeof startProvider>>
  let http: ReturnType<typeof createHttp>
  let page: Page
  beforeAll(async () => {
    provider = await startProvider()
    provider.mock.on({ endpoint: 'transcription' }, { transcription: { text: spoken } })
    provider.mock.on({}, { content: '== practice ==\nThe first customer came in with her dog.\n== end ==' })
    const { models } = readConfig({ OPENAI_BASE_URL: provider.openai })
    desk = await openDesk({ gateway: (db) => openGateway(models, { db, log, now: Date.now, patience }) })
    let url = ''
    http = createHttp(desk.app, { publicUrl: () => url, key: 'the key of an installation in a test' })
    url = (await http.start({ host: '127.0.0.1', port: 0 })).url
    const context = await browser?.newContext({ viewport: { width: 800, height: 1_200 } })
    if (context === undefined) throw new Error('A test that needs a browser was not skipped.')
    page = await context.newPage()
    page.setDefaultTimeout(15_000)
    await page.goto(await makeLink(desk.app, { publicUrl: url, personId: desk.seat.personId }))
    await page.getByRole('button').first().click()
    await page.getByLabel('Your message').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await http.stop()
    await desk.close()
    await provider.stop()
  })

  const cards = () => page.getByRole('log').locator('article')
  const send = () => page.getByRole('button', { name: 'Send' }).click()
  /** The row with the next card, when it is there. */
  async function answered(work: () => Promise<void>): Promise<string> {
    desk.clock.pass(1)
    const before = await cards().count()
    await work()
    await cards().nth(before).waitFor()
    await page.locator('.waiting').waitFor({ state: 'detached' })
    return (await page.getByRole('log').locator('.row:not(.mine)').last().textContent()) ?? ''
  }
  async function choose(...files: { name: string; mimeType: string; buffer: Buffer }[]) {
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Add a picture' }).click()
    await (await chooser).setFiles(files)
  }
  /** Drops files on the chat, as from another window. */
  const drop = (...files: { name: string; type: string; bytes: Buffer }[]) =>
    page.evaluate(
      `(${dropAll})(${JSON.stringify(files.map(({ name, type, bytes }) => ({ name, type, text: bytes.toString('base64') })))})`,
    )

  it('a voice note by its button, and shows what was heard', async () => {
    const row = await answered(async () => {
      await page.getByRole('button', { name: 'Record a voice note' }).click()
      const stop = page.getByRole('button', { name: 'Stop recording' })
      await stop.getByText('0:01').waitFor()
      await stop.click()
      await page.getByRole('button', { name: /^Remove Voice note/ }).waitFor()
      await send()
    })
    expect(row).toContain(spoken)
    expect(row).toContain('The first customer came in with her dog.')
    const heard = provider.mock.getRequests().filter(({ path }) => path.includes('transcriptions'))
    expect(heard).toHaveLength(1)
  })

  it('a PDF that was chosen', async () => {
    const row = await answered(async () => {
      const buffer = pdfOf(['From Monday the terrace is open until ten.'])
      await choose({ name: 'menu.pdf', mimeType: 'application/pdf', buffer })
      await send()
    })
    expect(row).toContain('menu.pdf')
  })

  it('a film that was dropped', async () => {
    const row = await answered(async () => {
      await drop({ name: 'terrace.mp4', type: 'video/mp4', bytes: mp4Of({ seconds: 12, width: 1280, height: 720 }) })
      await page.getByRole('button', { name: 'Remove terrace.mp4' }).waitFor()
      await page.getByLabel('Your message').fill('The terrace in the evening.')
      await send()
    })
    expect(row).toContain('Practice')
  })

  it('two pictures that were dropped, in their order', async () => {
    const [one, two] = [await noisy(90, 60).jpeg().toBuffer(), await plain(60, 90).png().toBuffer()]
    await answered(async () => {
      await drop({ name: 'a.jpg', type: 'image/jpeg', bytes: one }, { name: 'b.png', type: 'image/png', bytes: two })
      await page.getByLabel('Your message').fill('Two views of the terrace.')
      await send()
    })
    const pictures = cards().last().locator('img')
    expect(await pictures.count()).toBe(2)
    const widths = await pictures.evaluateAll((all) =>
      all.map((one) => (one as { naturalWidth?: number }).naturalWidth),
    )
    expect(widths).toEqual([90, 60])
  })
})

/** Runs in the browser. */
const dropAll = `(files) => {
  const carried = new DataTransfer()
  for (const { name, type, text } of files) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
    carried.items.add(new File([bytes], name, { type }))
  }
  const area = document.querySelector('leopost-chat').shadowRoot.querySelector('.chat')
  for (const kind of ['dragenter', 'dragover', 'drop'])
    area.dispatchEvent(new DragEvent(kind, { bubbles: true, composed: true, cancelable: true, dataTransfer: carried }))
}`
