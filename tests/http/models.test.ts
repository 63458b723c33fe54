// Keys for models that a workspace brings itself: given on a page, sealed, never shown, asked first, and guarded on their way out.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createGuardedFetch, type GuardedFetch } from '../../src/channels/request/guarded-fetch.ts'
import { readConfig } from '../../src/config.ts'
import { createSealer } from '../../src/core/secrets.ts'
import { withWorkspace } from '../../src/db/client.ts'
import { listModelKeys } from '../../src/db/model-keys.ts'
import { modelKeys } from '../../src/db/schema/model-keys.ts'
import { listUsage } from '../../src/db/usage.ts'
import { resealAll } from '../../src/operation/rotate.ts'
import { createOwnModels } from '../../src/own-models.ts'
import { chatSays, startRaw } from '../ai/support/raw.ts'
import { openDesk as openWholeDesk } from '../support/desk.ts'
import { browser, type Caller } from './support/caller.ts'
import { type Desk, openDesk, withRole } from './support/desk.ts'

const form = (fields: Record<string, string>) => new URLSearchParams(fields)
const guarded: GuardedFetch[] = []
const own = (allowPrivateHosts: string[]) => {
  const way = createGuardedFetch({ allowPrivateHosts })
  guarded.push(way)
  return { ...way, allowPrivateHosts, models: readConfig({}).models, now: Date.now }
}

let desk: Desk
let page: Caller
beforeAll(async () => {
  desk = await openDesk('http_models', {
    ownModels: (db, world) => createOwnModels({ ...own([]), ...world, db }),
  })
  page = await browser(desk)
})
afterAll(async () => {
  await desk.stop()
  await Promise.all(guarded.map((one) => one.close()))
})

const rows = () => withWorkspace(desk.app.ctx.db, desk.owner.workspaceId, listModelKeys)

it('takes a key by a form, keeps it sealed, and shows it to nobody again', async () => {
  const secret = 'sk-a-very-secret-key-of-a-workspace'
  const kept = await page.post('/models', form({ provider: 'anthropic', apiKey: secret }))
  expect([kept.status, kept.headers.get('location')]).toEqual([303, '/models'])
  const [row] = await rows()
  expect(row?.provider).toBe('anthropic')
  expect(row?.credentials).not.toContain(secret)
  expect(desk.app.ctx.sealer.open(desk.owner.workspaceId, row?.credentials ?? '')).toContain(secret)
  const shown = await page.get('/models')
  expect(shown.body).toContain('Anthropic')
  expect(shown.body).not.toContain(secret)
  expect(desk.log.join('\n')).not.toContain(secret)
  await page.post('/models', form({ provider: 'anthropic', apiKey: `${secret}-2`, model: 'claude-haiku-5-5' }))
  expect((await rows()).map((one) => one.provider)).toEqual(['anthropic'])
  expect((await page.post('/models/anthropic/remove', form({}))).status).toBe(303)
  expect(await rows()).toEqual([])
})

it.each([
  [{ provider: 'compatible', baseUrl: 'http://127.0.0.1:11434/v1', model: 'm' }, 'That address is private'],
  [{ provider: 'compatible', baseUrl: 'http://[::1]/v1', model: 'm' }, 'That address is private'],
  [{ provider: 'compatible', baseUrl: 'http://0x7f000001/v1', model: 'm' }, 'That address is private'],
  [{ provider: 'openai', apiKey: 'k', baseUrl: 'http://169.254.169.254/latest' }, 'That address is private'],
  [{ provider: 'openai', apiKey: 'k', baseUrl: 'http://localhost:3000' }, 'That address is private'],
  [{ provider: 'openai', apiKey: 'k', baseUrl: 'ftp://models.example' }, 'cannot be used'],
  [{ provider: 'openai', apiKey: 'k', baseUrl: 'https://me:pass@models.example' }, 'cannot be used'],
  [{ provider: 'compatible', baseUrl: 'https://models.example/v1' }, 'needs its address and the name'],
  [{ provider: 'openai' }, 'The key is missing'],
])('refuses %j and keeps nothing', async (fields, why) => {
  const refused = await page.post('/models', form(fields as Record<string, string>))
  expect(refused.status).toBe(422)
  expect(refused.body).toContain(why)
  expect(await rows()).toEqual([])
})

it('is sealed again when the installation gets a new key', async () => {
  await page.post('/models', form({ provider: 'gemini', apiKey: 'a-gemini-key' }))
  const { db } = desk.app.ctx
  const fresh = { id: 'fresh', key: 'another key of an installation in a test' }
  const old = { id: 'test', key: 'the key of an installation in a test' }
  const given = { db, dataDir: '', fromFile: false, lost: false, now: new Date() }
  expect(await resealAll({ ...given, keyring: { keys: [fresh, old] } })).toMatchObject({ resealed: 1, unopened: [] })
  const [row] = await rows()
  const opened = createSealer({ keys: [fresh] }).open(desk.owner.workspaceId, row?.credentials ?? '')
  expect(opened).toContain('a-gemini-key')
  await resealAll({ ...given, keyring: { keys: [old, fresh] } })
  await page.post('/models/gemini/remove', form({}))
})

it('is for the owner', async () => {
  const editor = await browser(desk, await withRole(desk, 'editor'))
  expect((await editor.post('/models', form({ provider: 'openai', apiKey: 'k' }))).status).toBe(403)
  expect((await editor.get('/models')).body).not.toContain('name="apiKey"')
  expect(await rows()).toEqual([])
})

it('a name that leads to a private address is refused by the socket', async () => {
  const { fetch } = own([])
  await expect(fetch('http://localhost:9090/v1')).rejects.toThrow()
  await expect(fetch('http://127.0.0.1:9090/v1')).rejects.toThrow('private address')
  const error = await fetch('http://localhost:9090/v1').catch((thrown: Error) => thrown)
  expect(String((error as Error & { cause?: unknown }).cause)).toContain('no public address')
})

it('writes with the key of the workspace where the installation has none, and only for that workspace', async () => {
  const on = await startRaw([{ body: chatSays(['== practice ==\nFrom the own model.\n== end ==']) }])
  const whole = await openWholeDesk({
    ownModels: (db, world) => createOwnModels({ ...own(['127.0.0.1']), ...world, db }),
  })
  const words = 'The terrace opens in May. Come and sit in the sun.'
  const [without] = await whole.person.says(words)
  expect(without?.text).toContain('With a model key')
  const { workspaceId } = whole.seat
  const access = { baseUrl: on.openai, model: 'mine', apiKey: 'the-own-key' }
  const credentials = whole.app.ctx.sealer.seal(workspaceId, JSON.stringify(access))
  await withWorkspace(whole.db, workspaceId, (tx) =>
    tx.insert(modelKeys).values({ workspaceId, provider: 'compatible', credentials }),
  )
  const [card] = await whole.person.says(`${words} There are eleven seats.`)
  expect(card?.card?.variants[0]?.text).toBe('From the own model.')
  expect(on.sent[0]?.authorization).toBe('Bearer the-own-key')
  const calls = await withWorkspace(whole.db, workspaceId, (tx) => listUsage(tx, new Date(0), 10))
  expect(calls.map((one) => one.model)).toEqual(['compatible:mine'])
  await withWorkspace(whole.db, workspaceId, (tx) => tx.delete(modelKeys))
  const [after] = await whole.person.says(`${words} Dogs are welcome.`)
  expect(after?.card?.variants[0]?.text).toBe(`${words} Dogs are welcome.`)
  expect(on.sent).toHaveLength(1)
  expect((await whole.person.says('use my own key'))[0]?.text).toContain('A key never goes into the chat')
  await whole.close()
  await on.stop()
})
