// Private addresses in every address that a member can give: nobody inside is called, whatever form they are written in.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHooks } from '../../src/channels/hook.ts'
import { createLinkReader } from '../../src/channels/link.ts'
import { createGuardedFetch } from '../../src/channels/request/guarded-fetch.ts'
import { createRequest } from '../../src/channels/request.ts'
import { createSiteReader } from '../../src/channels/site.ts'
import { createBluesky } from '../../src/channels/social/bluesky/index.ts'
import { createMastodon } from '../../src/channels/social/mastodon/index.ts'
import { createSiteStudy } from '../../src/channels/study.ts'
import { readConfig } from '../../src/config.ts'
import { createOwnModels } from '../../src/own-models.ts'
import { browser, type Caller } from '../http/support/caller.ts'
import { type Desk, openDesk } from '../http/support/desk.ts'

const now = () => new Date()
const request = createRequest({ now, allowPrivateHosts: [], userAgent: 'test' })
const guarded = createGuardedFetch({ allowPrivateHosts: [] })
const hooks = createHooks({ request, allowPrivateHosts: [] })
const calls: string[] = []
let inside: Server
let desk: Desk
let owner: Caller
let port = 0
beforeAll(async () => {
  inside = createServer((asked, answer) => {
    calls.push(asked.url ?? '')
    answer.setHeader('content-type', 'text/html').end('<title>Inside</title><p>What nobody outside may read.</p>')
  })
  await new Promise<void>((done) => inside.listen(0, '127.0.0.1', done))
  port = (inside.address() as AddressInfo).port
  desk = await openDesk('addresses', {
    waysOut: {
      hooks,
      readSite: createSiteReader(request),
      studySite: createSiteStudy({ request, plainHosts: [] }),
      fetchPage: createLinkReader(request),
    },
    platforms: [createBluesky({ request, now }), createMastodon({ request, now })],
    ownModels: (db, world) =>
      createOwnModels({
        ...guarded,
        ...world,
        db,
        allowPrivateHosts: [],
        models: readConfig({}).models,
        now: Date.now,
      }),
  })
  owner = await browser(desk)
  await owner.put('/api/v1/brand', { name: 'Bar Luce', zone: 'Europe/Rome', language: 'en' })
})
afterAll(async () => {
  await desk.stop()
  await Promise.all([request.close(), guarded.close()])
  inside.close()
})

/** This machine, written in all the ways that a parser or a resolver takes for it. */
const hosts = [
  '127.0.0.1',
  'localhost',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '2130706433',
  '0x7f.1',
  '0177.0.0.1',
  '127.1',
  '0.0.0.0',
]
const form = (fields: Record<string, string>) => new URLSearchParams(fields)

/** Every place where a member gives an address. */
const places: Record<string, (host: string) => Promise<unknown>> = {
  'the webhook of a member': (host) =>
    owner.post('/notifications/webhook', form({ url: `http://${host}:${port}/hook` })),
  'a webhook that is posted to': (host) =>
    hooks.post(`http://${host}:${port}/hook`, { headers: {}, body: '{}' }).catch(() => undefined),
  'the server of a model': (host) =>
    owner.post(
      '/models',
      form({ provider: 'compatible', baseUrl: `http://${host}:${port}/v1`, model: 'm', apiKey: 'k' }),
    ),
  'a call of a model': (host) => guarded.fetch(`http://${host}:${port}/v1`).catch(() => undefined),
  'a server of Mastodon, by consent': (host) =>
    owner.post('/connect/mastodon', form({ server: `http://${host}:${port}` })),
  'a server of Mastodon, by the API': (host) =>
    owner.post('/api/v1/accounts', { platform: 'mastodon', server: `http://${host}:${port}`, accessToken: 't' }),
  'a server of Bluesky': (host) =>
    owner.post('/api/v1/accounts', {
      ...{ platform: 'bluesky', service: `http://${host}:${port}`, identifier: 'luce.example', password: 'p' },
    }),
  'a handle of Bluesky': (host) =>
    owner.post('/api/v1/accounts', { platform: 'bluesky', identifier: `${host}:${port}`, password: 'p' }),
  'the website of a brand': (host) =>
    owner.post('/brand', form({ name: 'B', zone: 'Europe/Rome', language: 'en', website: `http://${host}:${port}` })),
  'a website to be read': (host) => owner.says(`read our website http://${host}:${port}/`),
  'the website in the first questions': async (host) => {
    const somebody = await browser(desk, await desk.newWorkspace('New'))
    await somebody.says('/start')
    return somebody.says(`http://${host}:${port}`)
  },
  'a website by the reader of websites': (host) => desk.app.ctx.readSite(`http://${host}:${port}`),
  'a website by the study of websites': (host) => desk.app.ctx.studySite(`http://${host}:${port}`),
  'a link in a message': (host) => owner.says(`http://${host}:${port}/page`),
  'a link by the reader of links': (host) =>
    desk.app.ctx.fetchPage(`http://${host}:${port}/page`, AbortSignal.timeout(5_000)),
  'a site that shows the chat': (host) => owner.post('/api/v1/sites', { origin: `http://${host}:${port}` }),
}

describe('an address of this machine', () => {
  it.each(Object.entries(places))('is not called as %s', async (_place, give) => {
    calls.length = 0
    for (const host of hosts) await give(host)
    await desk.app.inbox.idle()
    expect(calls).toEqual([])
  })

  it('would be called if anybody did', async () => {
    await fetch(`http://127.0.0.1:${port}/yes`)
    expect(calls).toEqual(['/yes'])
    calls.length = 0
  })
})

describe('the addresses that only whoever runs this sets', () => {
  it('are in no form of a page and in no body of the API', async () => {
    const api = (await owner.get('/api/openapi.json')).text
    const pages = await Promise.all(
      ['/connections', '/models', '/notifications', '/account', '/brand', '/team', '/data'].map((at) => owner.get(at)),
    )
    for (const text of [api, ...pages.map((page) => page.text)])
      expect(text).not.toMatch(/(?:name=)?"(?:smtp|s3|bucket|apiRoot)\w*"/i)
  })
})
