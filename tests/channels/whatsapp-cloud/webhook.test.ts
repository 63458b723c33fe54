// The webhook through the whole desk: the challenge, what is forged is never stored, what is repeated is stored once.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { withSystem } from '../../../src/db/client.ts'
import { messages } from '../../../src/db/schema/messages.ts'
import { createHttp, type Http } from '../../../src/http/index.ts'
import { access } from '../../support/whatsapp-cloud/server.ts'
import { luce, openWhatsAppDesk, type WhatsAppDesk } from '../whatsapp/desk.ts'
import { cloudWay } from './way.ts'

const url = 'https://desk.example/webhooks/whatsapp'
let at: WhatsAppDesk<Awaited<ReturnType<typeof cloudWay>>>
let http: Http
beforeEach(async () => {
  at = await openWhatsAppDesk(cloudWay)
  http = createHttp(at.desk.app, {
    publicUrl: () => 'https://desk.example',
    key: 'test-key-test-key-test-key-test-key',
  })
})
afterEach(() => at.person.close())

const stored = () => withSystem(at.desk.db, (tx) => tx.select().from(messages))
const call = async (request: Request) => (await http.fetch(request)).status

it('answers the challenge of whoever knows the word, and nobody else', async () => {
  const ask = (more: Record<string, string>) => {
    const asked = { 'hub.mode': 'subscribe', 'hub.verify_token': access.verifyToken, 'hub.challenge': '1158201444' }
    return http.fetch(new Request(`${url}?${new URLSearchParams({ ...asked, ...more })}`))
  }
  const answer = await ask({})
  expect([answer.status, await answer.text()]).toEqual([200, '1158201444'])
  expect((await ask({ 'hub.verify_token': 'guessed' })).status).toBe(403)
  expect((await ask({ 'hub.mode': 'unsubscribe' })).status).toBe(403)
})

it('stores a message once, however often it comes, and answers it', async () => {
  const message = at.way.api.message(luce.number, { text: 'drafts' })
  for (let i = 0; i < 3; i++) expect(await call(at.way.api.call('Luce', message))).toBe(200)
  expect(await stored()).toHaveLength(1)
  await at.waits(3_000)
  expect(at.way.shown(luce.number)).toEqual([expect.stringContaining('No drafts')])
})

it('refuses a forged one and stores nothing', async () => {
  const { api } = at.way
  const real = await api.call('Luce', api.message(luce.number, { text: 'approve' })).text()
  expect(await call(api.signed(real, 'another secret'))).toBe(401)
  const headers = { 'x-hub-signature-256': '' }
  expect(await call(new Request(url, { method: 'POST', headers, body: real }))).toBe(401)
  // A byte more than was signed.
  const signature = api.signed(real).headers.get('x-hub-signature-256') ?? ''
  const body = `${real} `
  expect(await call(new Request(url, { method: 'POST', headers: { 'x-hub-signature-256': signature }, body }))).toBe(
    401,
  )
  expect(await stored()).toEqual([])
})

it('takes calls of unknown kinds without a word, and refuses what is none', async () => {
  const { api } = at.way
  expect(await call(api.signed('{"object":"whatsapp_business_account","entry":[{"changes":[{"field":"x"}]}]}'))).toBe(
    200,
  )
  expect(await call(api.call('Luce', { id: 'wamid.1', from: '1', timestamp: '1', type: 'next_year' }))).toBe(200)
  expect(await call(api.signed('not json'))).toBe(400)
  expect(await call(api.signed('{"object":"page","entry":[]}'))).toBe(400)
  expect(await stored()).toEqual([])
})
