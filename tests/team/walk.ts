// Journey 4 as new users walk it: Luce (owner, web), Luca (editor, web), Marta (approver, Telegram), Carl (client, web and a group in
// Telegram), with the real start, the strict Bot API and Chromium: node tests/team/walk.ts [folder for pictures]
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { launch } from '../browser/support/chromium.ts'
import { botToken, startBotApi } from '../support/botapi/server.ts'
import { botId, type Shown } from '../support/botapi/world.ts'

const marta = { id: 602, name: 'Marta' }
const carl = { id: 603, name: 'Carl' }
const stranger = { id: 777, name: 'Nobody' }
const group = { id: -4001, type: 'group', title: 'Bar Luce and friends' } as const
const pictures = process.argv[2]

const folder = await mkdtemp(join(tmpdir(), 'leopost-walk-'))
const api = await startBotApi()
for (const { id } of [marta, carl, stranger])
  api.world.chats.set(id, { id, type: 'private', bot: 'member', canPost: true, admins: [] })
api.world.chats.set(group.id, { ...group, bot: 'member', canPost: true, admins: [] })
const env = { TELEGRAM_BOT_TOKEN: botToken, TELEGRAM_API_ROOT: api.url, TZ: 'Europe/Rome', LOG_LEVEL: 'warn' }
const main = spawn(process.execPath, [fileURLToPath(new URL('../../src/main.ts', import.meta.url))], {
  cwd: folder,
  env: { PATH: process.env.PATH ?? '', DATA_DIR: `${folder}/data`, PORT: '0', ...env },
  stdio: ['ignore', 'pipe', 'inherit'],
})
let printed = ''
main.stdout.setEncoding('utf8').on('data', (text: string) => {
  printed += text
})
const { browser, why } = await launch()
if (browser === undefined) throw new Error(why)

/** Somebody at the web chat, in a browser of their own. */
async function sits(name: string, address: string, joins?: string) {
  const page = await (await browser?.newContext({ viewport: { width: 900, height: 900 } }))?.newPage()
  if (page === undefined) throw new Error('no page')
  const at: Page = page
  await page.goto(address)
  if (joins !== undefined) await page.getByLabel(/name/i).fill(joins)
  await page.getByRole('button').last().click()
  await page.waitForSelector('#text')
  await still(page)
  const rows = () => page.locator('.row')
  const heard = async (since: number) => (await rows().allInnerTexts()).slice(since).join('\n---\n')
  async function does(what: string, act: () => Promise<void>): Promise<string> {
    const before = await rows().count()
    console.log(`${name.padEnd(6)}> ${what}`)
    await act()
    await still(at)
    // A reply in the place of the card before it adds no row.
    const said = (await heard(before)) || (await rows().allInnerTexts()).at(-1) || ''
    console.log(said.replaceAll(/^/gm, '        '))
    return said
  }
  return {
    page,
    says: (text: string) =>
      does(text, async () => {
        await page.fill('#text', text)
        await page.press('#text', 'Enter')
      }),
    presses: (label: string) =>
      does(`[${label}]`, () => page.locator('.choices button', { hasText: label }).last().click()),
    last: async () => (await rows().allInnerTexts()).at(-1) ?? '',
    all: async () => (await rows().allInnerTexts()).join('\n---\n'),
    picture: (file: string) =>
      pictures === undefined ? undefined : page.screenshot({ path: join(pictures, `${file}.png`) }),
  }
}

/** Until nothing more changes for a second and nothing is waited for. */
async function still(page: Page): Promise<void> {
  let before = ''
  for (let quiet = 0; quiet < 5; quiet++) {
    await pause(200)
    const now = (await page.locator('body').allInnerTexts()).join()
    const rows = (await page.locator('.row').allInnerTexts()).join()
    if (now + rows !== before || (await page.locator('.row.waiting').count()) > 0) quiet = 0
    before = now + rows
  }
}

async function until(isTrue: () => boolean | Promise<boolean>, what: string, ms = 60_000): Promise<void> {
  const end = Date.now() + ms
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`this took too long: ${what}`)
    await pause(100)
  }
}

const shown = (chat: number) => api.world.messages.filter((one) => one.chat === chat)
const labels = (one: Shown) => one.buttons.flat().map(({ text }) => text)
const told = (one: Shown) =>
  [
    one.text,
    labels(one)
      .map((text) => `[${text}]`)
      .join(' '),
  ]
    .join('\n')
    .replaceAll(/^/gm, '        ')

/** In Telegram: what is said or pressed, and what is heard in that chat then. */
async function telegram(
  who: typeof marta,
  chat: number,
  update: Record<string, unknown>,
  what: string,
): Promise<string> {
  const before = new Map(api.world.messages.map((one) => [one, JSON.stringify(one)]))
  console.log(`${who.name.padEnd(6)}> ${what}   (Telegram${chat < 0 ? ', group' : ''})`)
  await api.updates.taken(api.updates.push(update))
  let last = ''
  for (let quiet = 0; quiet < 14; quiet++) {
    await pause(250)
    const now = JSON.stringify(shown(chat))
    if (now !== last) quiet = 0
    last = now
  }
  const fresh = shown(chat).filter((one) => before.get(one) !== JSON.stringify(one))
  for (const one of fresh) console.log(told(one))
  return fresh.map(told).join('\n')
}
const says = (who: typeof marta, text: string, chat = who.id, more: object = {}) =>
  telegram(who, chat, { message: api.updates.message(who, chat, { text, ...more }) }, text)
const taps = (who: typeof marta, label: string, chat = who.id, on?: Shown) => {
  const at = on ?? shown(chat).findLast((one) => labels(one).includes(label))
  const button = at?.buttons.flat().find((one) => one.text === label)
  if (at === undefined || button === undefined) throw new Error(`${label} is not offered`)
  return taps.data(who, label, chat, at, button.callback_data)
}
taps.data = (who: typeof marta, label: string, chat: number, at: Shown, data: string) => {
  const message = { message_id: at.id, date: 0, chat: { id: chat, type: chat < 0 ? 'group' : 'private' } }
  const from = { id: who.id, is_bot: false, first_name: who.name }
  const query = { id: String(Math.random()), from, chat_instance: '1', data, message }
  return telegram(who, chat, { callback_query: query }, `[${label}]`)
}

function expect(said: string, ...wanted: (string | RegExp)[]): void {
  for (const one of wanted)
    if (typeof one === 'string' ? !said.includes(one) : !one.test(said)) {
      console.log(`!!!!! expected ${one}, heard: ${said}`)
      faults++
    }
}
let faults = 0
const step = (name: string) => console.log(`\n== ${name}`)
const codeIn = (text: string, before: string) => new RegExp(`${before}([\\w-]{43})`).exec(text)?.[1] ?? ''
const soon = (minutes: number) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Rome', hour: '2-digit', minute: '2-digit' }).format(
    Date.now() + minutes * 60_000,
  )

try {
  await until(() => printed.includes('Talk to it:'), 'the start')
  const luce = await sits('Luce', /Sign in: (\S+)/.exec(printed)?.[1] ?? '')
  step('people are invited')
  await luce.says('Bar Luce')
  await luce.presses('Skip all')
  const toLuca = await luce.says('invite Luca as editor')
  const luca = await sits('Luca', /http\S+\/join\/\S+/.exec(toLuca)?.[0] ?? '', 'Luca')
  expect(await luca.all(), 'you are here as editor')
  const toMarta = await luce.says('invite Marta as approver')
  expect(await says(marta, `/start ${codeIn(toMarta, 'start=')}`), 'you are here as approver')
  const toCarl = await luce.says('invite Carl as client')
  await luce.picture('1-invited')

  step('she drafts, he approves; comments twice; an old card keeps what changed')
  await luca.says('The new oven is here. Bread from Friday on.')
  expect(await luca.presses('Approve'), 'Asked', 'Marta')
  await until(() => shown(marta.id).some(({ text }) => text.includes('asks for your yes')), 'the card')
  const first = structuredClone(shown(marta.id).findLast(({ text }) => text.includes('asks for your yes')) as Shown)
  console.log(told(first))
  await taps(marta, 'Comment')
  expect(await says(marta, 'Lovely.'), 'Sent to Luca')
  await taps(marta, 'Comment', marta.id, first)
  expect(await says(marta, 'But Saturday, not Friday.'), 'Sent to Luca')
  expect(await luca.all(), '“Lovely.”', '“But Saturday, not Friday.”')
  await luca.picture('2-comments')
  await luca.says('change it to: The new oven is here. Bread from Saturday on.')
  await luca.presses('Approve')
  expect(await taps(marta, 'Approve', marta.id, first), 'before the post was changed', '+ Bread from Saturday on.')
  expect(await taps(marta, 'Approve'), 'Approved')
  await until(async () => (await luca.all()).includes('Out on Practice'), 'it goes out')
  expect(await luca.all(), 'approved by Marta')
  await luca.picture('3-out')

  step('two approvals: the client first is told whose turn it is; then in order')
  const carlWeb = await sits('Carl', /http\S+\/join\/\S+/.exec(toCarl)?.[0] ?? '', 'Carl')
  expect(await luce.says('two approvals: team then client'), 'the team, then the client')
  await luca.says('The terrace opens in May, with music on Saturdays.')
  await luca.presses('Approve')
  await carlWeb.says('show 2')
  expect(await carlWeb.says('approve'), /needs the yes of/)
  await until(() => shown(marta.id).at(-1)?.text.includes('terrace') === true, 'the card of the second post')
  expect(await taps(marta, 'Approve'), 'Your yes is noted', 'Carl')
  await until(async () => (await carlWeb.all()).includes('asks for your yes'), 'the client is asked')
  await carlWeb.picture('4-client')
  expect(await carlWeb.presses('Approve'), 'Approved')
  await until(async () => /Out on Practice[\s\S]*Out on Practice/.test(await luca.all()), 'the second goes out')

  step('many at once: approve all but the third')
  await luce.says('posts need an approval')
  for (const text of ['Soup of the day is back.', 'Cinnamon rolls on Sunday.', 'We close at six on Monday.']) {
    await luca.says(`${text} tomorrow at nine`)
    if ((await luca.last()).includes('already')) await luca.says('tomorrow at ten')
    await luca.presses('Approve')
  }
  expect(await says(marta, 'review this week'), '3 posts wait for your yes')
  const echo = await says(marta, 'approve all but the third')
  expect(echo, 'This would be approved', 'Left out: 5')
  expect(await taps(marta, 'Approve these (2)'), 'Approved')
  await luce.says('what is planned')
  await luce.picture('5-planned')

  step('a client’s group: anybody comments, only an approver’s tap counts')
  const code = codeIn(await carlWeb.says('pair telegram'), 'start=')
  await carlWeb.picture('6-pairing')
  await says(carl, `/start ${code}`)
  const mention = '@leopost_test_bot Our new cups are here, come and see them.'
  const card = await says(marta, mention, group.id)
  expect(card, 'new cups')
  const reply = {
    message_id: shown(group.id).at(-1)?.id,
    date: 0,
    chat: group,
    from: { id: botId, is_bot: true, first_name: 'L' },
  }
  expect(await says(stranger, 'Where can I buy one?', group.id, { reply_to_message: reply }), '“Where can I buy one?”')
  await taps(stranger, 'Approve', group.id)
  await luce.says('drafts')
  expect(await luce.last(), 'new cups')
  expect(await taps(carl, 'Approve', group.id), 'Approved')
  await until(() => shown(group.id).some(({ text }) => text.includes('Out on Practice')), 'the group’s post')

  step('nobody answers: a question when the moment comes')
  await luca.says(`Today an hour longer. today at ${soon(2)}`)
  expect(await luca.presses('Approve'), 'Asked')
  await until(async () => (await luca.all()).includes('did not answer'), 'the question', 200_000)
  await luca.picture('7-expired')
  expect(await luca.all(), 'Skip it', 'Ask again', 'Next free slot')
  await luca.presses('Skip it')

  step('she leaves: the owner gets the list, her old button is nothing')
  const old = structuredClone(shown(marta.id).findLast((one) => labels(one).includes('Approve')))
  await luce.says('remove Marta from the team')
  expect(await luce.presses('Remove'), 'Marta is out', /posts? (?:is|are) planned on their yes/, 'Cancel')
  await luce.picture('8-removed')
  const button = old?.buttons.flat()[0]
  if (old !== undefined && button !== undefined) await taps.data(marta, 'Approve', marta.id, old, button.callback_data)
  await says(marta, 'drafts')
  expect(shown(marta.id).at(-1)?.text ?? '', 'private desk')
  expect(await luce.says('who approved 2?'), 'Marta', 'Carl')
  if (api.faults.length > 0) throw new Error(`calls that are wrong:\n${api.faults.join('\n')}`)
  console.log(faults === 0 ? '\nAll as it should be.' : `\n${faults} faults.`)
} finally {
  await browser.close()
  main.kill('SIGTERM')
  await new Promise((done) => main.once('exit', done))
  await api.stop()
  await rm(folder, { recursive: true, force: true })
}
