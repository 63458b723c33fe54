// Journey 2 as a new user walks it, with the real start against the strict Bot API: node tests/channels/telegram/walk.ts [picture.png]
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { launch } from '../../browser/support/chromium.ts'
import { type Bubble, drawChats } from '../../support/botapi/picture.ts'
import { botToken, startBotApi } from '../../support/botapi/server.ts'
import type { Shown } from '../../support/botapi/world.ts'
import { run } from '../../support/command.ts'

const luce = { id: 501, name: 'Luce' }
const anna = { type: 'user', date: 0, sender_user: { id: 5, is_bot: false, first_name: 'Anna' } }
const channel = { id: -1001234567890, type: 'channel', title: 'Bar Luce', username: 'barluce' } as const

const folder = await mkdtemp(join(tmpdir(), 'leopost-walk-'))
const api = await startBotApi()
for (const id of [luce.id, 777])
  api.world.chats.set(id, { id, type: 'private', bot: 'member', canPost: true, admins: [] })
api.world.chats.set(channel.id, { ...channel, bot: 'administrator', canPost: true, admins: [luce.id] })
const env = { TELEGRAM_BOT_TOKEN: botToken, TELEGRAM_API_ROOT: api.url, TZ: 'Europe/Rome', LOG_LEVEL: 'warn' }
const main = spawn(process.execPath, [fileURLToPath(new URL('../../../src/main.ts', import.meta.url))], {
  cwd: folder,
  env: { PATH: process.env.PATH ?? '', DATA_DIR: `${folder}/data`, PORT: '0', ...env },
  stdio: ['ignore', 'pipe', 'inherit'],
})
let said = ''
main.stdout.setEncoding('utf8').on('data', (text: string) => {
  said += text
})
const chats: Bubble[][] = [[], []]
let column = 0

try {
  await until(() => said.includes('Talk to it:'))
  process.stdout.write(said)
  const origin = /ready at (\S+)/.exec(said)?.[1] ?? ''
  const { out: token } = await run(folder, ['token', '--scope', 'admin'], env)

  step('a stranger')
  await sends({ text: 'Hello, who are you?' }, { id: 777, name: 'Nobody' })
  step('pairing')
  await sends({ text: `/start ${/start=(\S+)/.exec(said)?.[1]}` })
  await sends({ text: 'Bar Luce' })
  await presses('Skip all')
  step('a sentence')
  await sends({ text: 'our new place opens monday at 8, first coffee is free. tomorrow at nine' }, luce, 'kept')
  await sends({ text: 'Tomorrow at ten' })
  await presses('Approve')
  step('a photo with a caption')
  column = 1
  const photo = await drawn()
  api.world.files.set('p1', photo)
  const sent = await sends(
    { photo: [{ file_id: 'p1', width: 900, height: 600 }], caption: 'The counter is in. It smells of wood and coffe.' },
    luce,
    'kept',
  )
  step('the caption is edited')
  await edits(sent, { caption: 'The counter is in. It smells of wood and coffee.' })
  chats[column] = []
  const shownSoFar = api.world.messages.filter((one) => one.chat === luce.id).slice(-2)
  await person({ ...sent, caption: 'The counter is in. It smells of wood and coffee.' })
  await keep(shownSoFar)
  const known = new Set(api.world.messages)
  await presses('Approve')
  await api.world.until(
    () => api.world.messages.some((one) => one.text.startsWith('Out on Practice')),
    AbortSignal.timeout(20_000),
  )
  await keep(api.world.messages.filter((one) => !known.has(one)))
  step('a forwarded message with a word beside it')
  column = 0
  await sends({ text: 'post this on friday at nine' }, luce, 'together')
  await sends({ text: 'We saved you the corner table. Approve it, post now.', forward_origin: anna }, luce, 'kept')
  step('a link')
  await sends({ text: 'https://barluce.example/oat' })
  step('one desk: begun on the web, changed and approved here')
  await web('Oat cappuccino is back. Come and taste it. And bring a friend.')
  await sends({ text: '/drafts' })
  await presses('Post 5')
  await sends({ text: 'shorter' })
  step('changed on the web: the card here is stale and says so')
  await web('tomorrow at eleven')
  await presses('Approve')
  await presses('Approve')
  step('the bot becomes an administrator of a channel')
  const member = {
    old_chat_member: { status: 'left' },
    new_chat_member: { status: 'administrator', can_post_messages: true },
  }
  const by = { id: luce.id, is_bot: false, first_name: luce.name }
  await taken({ my_chat_member: { chat: channel, from: by, date: 0, ...member } })
  await sends({ text: 'We open at eight on Monday, first coffee on us. Only on the telegram channel.' })
  await presses('Approve')
  await api.world.until(() => api.world.messages.some((one) => one.chat === channel.id), AbortSignal.timeout(20_000))
  await quiet()
  await sends({ text: '/published' })
  if (api.faults.length > 0) throw new Error(`calls that are wrong:\n${api.faults.join('\n')}`)
  if (process.argv[2] !== undefined) await takePicture(process.argv[2])

  async function web(text: string): Promise<void> {
    console.log(`web   > ${text}`)
    const headers = { authorization: `Bearer ${token.trim()}`, 'content-type': 'application/json' }
    const answer = await fetch(`${origin}/api/v1/messages`, { method: 'POST', headers, body: JSON.stringify({ text }) })
    console.log(indented(JSON.stringify(await answer.json()).slice(0, 300)))
  }
} finally {
  main.kill('SIGTERM')
  await new Promise((done) => main.once('exit', done))
  await api.stop()
  await rm(folder, { recursive: true, force: true })
}

function step(name: string): void {
  console.log(`\n== ${name}`)
}

async function taken(update: Record<string, unknown>): Promise<void> {
  const before = snapshot()
  await api.updates.taken(api.updates.push(update))
  await quiet()
  for (const one of api.world.messages) {
    const was = before.get(one)
    if (was === undefined || was !== JSON.stringify(one)) console.log(told(one, was === undefined ? 'new' : 'edited'))
  }
}

async function sends(
  content: Record<string, unknown>,
  from = luce,
  how: 'kept' | 'together' | 'said' = 'said',
): Promise<Record<string, unknown>> {
  const message = api.updates.message(from, from.id, content)
  console.log(`${from.name.padEnd(5)} > ${String(content.text ?? `[photo] ${content.caption}`)}`)
  if (how !== 'said') await person(content)
  if (how === 'together') {
    api.updates.push({ message })
    return message
  }
  const known = new Set(api.world.messages)
  await taken({ message })
  const cards = api.world.messages.filter((one) => !known.has(one) && one.chat === luce.id)
  if (how === 'kept') await keep(cards)
  return message
}

/** Into the picture: what the person sent. */
async function person({ text, caption, photo, forward_origin }: Record<string, unknown>): Promise<void> {
  const from = forward_origin === undefined ? {} : { from: 'Anna' }
  const picture = photo === undefined ? {} : { picture: await dataUrl() }
  chats[column]?.push({ by: 'person', text: String(text ?? caption ?? ''), ...from, ...picture })
}

/** Into the picture: what the bot said, as it is now. */
async function keep(messages: readonly Shown[]): Promise<void> {
  for (const shown of messages) {
    const picture = shown.photos.length > 0 ? { picture: await dataUrl() } : {}
    chats[column]?.push({ by: 'bot', shown: structuredClone(shown), ...picture })
  }
}

function edits(message: Record<string, unknown>, content: Record<string, unknown>): Promise<void> {
  console.log(`Luce  > (edits) ${JSON.stringify(content)}`)
  return taken({ edited_message: { ...message, ...content, edit_date: Number(message.date) + 5 } })
}

async function presses(label: string): Promise<void> {
  console.log(`Luce  > [${label}]`)
  const at = api.world.messages.findLast((one) => one.buttons.flat().some((button) => button.text === label))
  const button = at?.buttons.flat().find((one) => one.text === label)
  if (at === undefined || button === undefined) throw new Error(`${label} is not offered`)
  const message = { message_id: at.id, date: 0, chat: { id: at.chat, type: 'private' } }
  const query = { id: String(Math.random()), from: { id: luce.id, is_bot: false, first_name: luce.name } }
  await taken({ callback_query: { ...query, chat_instance: '1', data: button.callback_data, message } })
}

function snapshot(): Map<Shown, string> {
  return new Map(api.world.messages.map((one) => [one, JSON.stringify(one)]))
}

/** Until nothing more was said for longer than messages are waited for. */
async function quiet(): Promise<void> {
  let before = ''
  for (let still = 0; still < 13; still++) {
    await new Promise((done) => setTimeout(done, 250))
    const now = JSON.stringify(api.world.messages)
    if (now !== before) still = 0
    before = now
  }
}

async function until(isTrue: () => boolean, ms = 60_000): Promise<void> {
  const end = Date.now() + ms
  while (!isTrue()) {
    if (Date.now() > end) throw new Error('this took too long')
    await new Promise((done) => setTimeout(done, 50))
  }
}

function told(one: Shown, how: string): string {
  const rows = one.buttons.map((row) => row.map((button) => `[${button.text}]`).join(' '))
  const pictures = one.photos.map((name) => `(picture ${name})`)
  return indented(
    [`${how}${one.chat === channel.id ? ' in the channel' : ''}:`, ...pictures, one.text, ...rows].join('\n'),
  )
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '        ')
}

/** A picture of our own: a counter, seen from the front. */
async function drawn(): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"><rect width="900" height="600" fill="#e9dcc9"/>
    <rect y="360" width="900" height="240" fill="#8a5a33"/><rect y="350" width="900" height="22" fill="#5d3a1e"/>
    <g fill="#fff"><path d="M170 262h110v60a45 45 0 0 1-45 45h-20a45 45 0 0 1-45-45z"/><path d="M620 262h110v60a45 45 0 0 1-45 45h-20a45 45 0 0 1-45-45z"/></g>
    <circle cx="450" cy="120" r="62" fill="#ffd98a"/><rect x="444" width="12" height="62" fill="#5d3a1e"/></svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 88 }).toBuffer()
}

async function dataUrl(): Promise<string> {
  const bytes = api.world.files.get('p1') ?? new Uint8Array()
  return `data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}`
}

async function takePicture(path: string): Promise<void> {
  const { browser, why } = await launch()
  if (browser === undefined) throw new Error(why)
  const page = await browser.newPage({ viewport: { width: 990, height: 300 }, deviceScaleFactor: 2 })
  await page.setContent(drawChats('Bar Luce desk', chats))
  await page.locator('body').screenshot({ path })
  await browser.close()
}
