import { it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { createPractice } from '../../src/channels/social/practice/index.ts'
import { systemClock } from '../../src/clock.ts'
import { createSealer } from '../../src/core/secrets.ts'
import { withSystem } from '../../src/db/client.ts'
import { createBoard } from '../../src/db/practice.ts'
import { conversationAt, makeWorkspace } from '../../src/db/tenants.ts'
import { createLog } from '../../src/log.ts'
import { createDatabase } from '../support/database.ts'

it('talks', async () => {
  const db = await createDatabase('first')
  const app = await createApp({
    databaseUrl: db.appUrl, dataDir: '/tmp/first-test', clock: systemClock, log: createLog('warn'),
    sealer: createSealer({ keys: [{ id: 'a', key: 'k'.repeat(40) }] }),
    platforms: (d) => [createPractice({ board: createBoard(d), pageUrl: () => 'http://x/practice', now: systemClock.now })],
    gateway: undefined, readSite: async () => null,
  })
  await app.start()
  const seat = await withSystem(app.ctx.db, (tx) => makeWorkspace(tx, { personName: 'Ada', name: 'Bar', zone: 'Europe/Rome', language: 'en' }))
  const c = await withSystem(app.ctx.db, (tx) => conversationAt(tx, { chat: 'web', address: seat.personId, personId: seat.personId, workspaceId: seat.workspaceId }))
  let n = 0
  const say = async (said: { text?: string; choice?: string }) => {
    const t = performance.now()
    const { message } = await app.inbox.receive({ conversationId: c.id, externalId: String(++n), said: { ...said, scope: 'admin' }, sentAt: new Date(), foldMs: 0 })
    const r = await app.inbox.answered(message, AbortSignal.timeout(5000))
    console.log(JSON.stringify(said), Math.round(performance.now() - t), 'ms ->', JSON.stringify(r, null, 1))
    return r ?? []
  }
  await say({ text: '/start' })
  let r = await say({ text: 'Bar Luce' })
  r = await say({ choice: r.at(-1)?.choices.at(-1)?.id ?? '' })
  r = await say({ text: 'skip all' })
  r = await say({ text: 'our new place opens monday at 8, first coffee is free. tomorrow at nine' })
  r = await say({ text: 'shorter' })
  r = await say({ text: 'A new place opens' })
  const card = r.find((x) => x.card)
  r = await say({ choice: card?.choices[0]?.id ?? '' })
  await new Promise((d) => setTimeout(d, 12000))
  r = await say({ text: 'published' })
  await say({ choice: card?.choices[0]?.id ?? '' })
  await app.stop(); await db.drop()
}, 60_000)
