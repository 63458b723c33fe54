// The webhook through the whole desk: what is forged is never stored, what is repeated is stored once.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { withSystem } from '../../../src/db/client.ts'
import { messages } from '../../../src/db/schema/messages.ts'
import { createHttp, type Http } from '../../../src/http/index.ts'
import { luce, openTelegramDesk, type TelegramDesk } from './desk.ts'

const secret = 'a-word-only-telegram-knows'
const publicUrl = 'https://desk.example'

let at: TelegramDesk
let http: Http
beforeEach(async () => {
  at = await openTelegramDesk({ telegram: { publicUrl, webhookSecret: secret } })
  http = createHttp(at.desk.app, { publicUrl: () => publicUrl, key: 'test-key-test-key-test-key-test-key' })
})
afterEach(() => at.person.close())

const stored = () => withSystem(at.desk.db, (tx) => tx.select().from(messages))

async function call(update: object, given: string, chat = 'telegram'): Promise<number> {
  const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': given }
  const asked = { method: 'POST', headers, body: JSON.stringify({ update_id: 1, ...update }) }
  return (await http.fetch(new Request(`${publicUrl}/webhooks/${chat}`, asked))).status
}

it('stores a message once, however often it comes, and answers it', async () => {
  const update = { message: at.api.updates.message(luce, luce.id, { text: 'drafts' }) }
  for (let i = 0; i < 3; i++) expect(await call(update, secret)).toBe(200)
  expect(await stored()).toHaveLength(1)
  await at.person.waits(3_000)
  expect(at.shown(luce.id).map((one) => one.text)).toEqual([expect.stringContaining('No drafts')])
})

it('refuses a forged one and stores nothing', async () => {
  const update = { message: at.api.updates.message(luce, luce.id, { text: 'approve' }) }
  expect(await call(update, 'guessed')).toBe(401)
  expect(await call(update, '')).toBe(401)
  expect(await stored()).toEqual([])
})

it('takes updates of unknown kinds without a word, and knows no chat that is off', async () => {
  expect(await call({ something_new: { id: 1 } }, secret)).toBe(200)
  expect(await call({}, secret, 'carrier-pigeon')).toBe(404)
  expect(await stored()).toEqual([])
})
