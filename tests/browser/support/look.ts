// Looking at the pages: node tests/browser/support/look.ts <folder> takes a picture of each, light, dark and narrow.

import { freshChoices, openingCard, variant } from './cards.ts'
import { launch } from './chromium.ts'
import { startInstallation } from './installation.ts'

const folder = process.argv[2] ?? '.'
const installation = await startInstallation()
const { browser, why } = await launch()
if (browser === undefined) throw new Error(why)

await installation.say({
  text: 'Hello, I’m Leopost. Tell me what happened and I’ll make the posts.',
  choices: [{ id: 'k1', label: 'Skip all' }],
})
installation.answer = async (message, turn) => {
  if (message.text === 'wait') {
    await turn.delta({ text: 'Monday at eight we open the new place. ', platform: 'bluesky' })
    await turn.delta({ text: 'On Monday our doors open', platform: 'linkedin' })
    return new Promise(() => {})
  }
  const long = {
    ...variant('linkedin', 'Part one. (1/2)', 312, 300),
    parts: ['On Monday at eight we open. (1/2)', 'The first coffee is on us. (2/2)'],
  }
  const card = openingCard()
  const problems = ['12 characters too many. Shorten it, or let it become a thread.']
  await turn.reply({
    text: 'Here it is.',
    card: { ...card, variants: [...card.variants, { ...long, problems }] },
    choices: freshChoices(),
  })
}

for (const [name, width, height, colorScheme] of [
  ['wide', 1280, 900, 'light'],
  ['dark', 1280, 900, 'dark'],
  ['narrow', 360, 740, 'light'],
] as const) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, timezoneId: 'Europe/London' })
  const page = await context.newPage()
  for (const path of [
    'practice',
    'practice?empty=1',
    'calendar',
    'calendar?empty=1',
    'connections',
    'brand',
    'sign-in',
    'sign-in/used',
    'none',
  ]) {
    await page.goto(`${installation.origin}/${path}`)
    await page.screenshot({ path: `${folder}/${name}-${path.replaceAll(/\W/g, '-')}.png`, fullPage: true })
  }
  await page.goto(installation.origin)
  await page.getByText('Tell me what happened and').first().waitFor()
  await page.screenshot({ path: `${folder}/${name}-chat-1.png` })
  await page.getByLabel('Your message').fill('our new place opens monday at 8, first coffee is free')
  await page.keyboard.press('Enter')
  await page.getByText('Here it is.').last().waitFor()
  await page.screenshot({ path: `${folder}/${name}-chat-2.png` })
  await page.getByLabel('Your message').fill('wait')
  await page.keyboard.press('Enter')
  await page.getByText('On Monday our doors open').waitFor()
  await page.screenshot({ path: `${folder}/${name}-chat-3.png` })
  await context.close()
}
await browser.close()
await installation.stop()
