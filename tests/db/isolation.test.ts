// Two workspaces, and every query file tried from one with the keys of the other: nothing is read, nothing is changed.
import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemoryItem } from '../../src/core/brand/memory.ts'
import * as accounts from '../../src/db/accounts.ts'
import * as approvals from '../../src/db/approvals.ts'
import * as audit from '../../src/db/audit.ts'
import * as brands from '../../src/db/brands.ts'
import * as budgets from '../../src/db/budgets.ts'
import { type Tx, withSystem, withWorkspace } from '../../src/db/client.ts'
import * as consents from '../../src/db/consents.ts'
import * as corrections from '../../src/db/corrections.ts'
import * as drawings from '../../src/db/drawings.ts'
import * as dataExports from '../../src/db/exports.ts'
import * as grants from '../../src/db/grants.ts'
import * as holds from '../../src/db/holds.ts'
import * as invitations from '../../src/db/invitations.ts'
import * as lessons from '../../src/db/lessons.ts'
import * as media from '../../src/db/media.ts'
import * as memory from '../../src/db/memory.ts'
import * as modelKeys from '../../src/db/model-keys.ts'
import * as notices from '../../src/db/notices.ts'
import * as plans from '../../src/db/plans.ts'
import * as policies from '../../src/db/policies.ts'
import * as posts from '../../src/db/posts.ts'
import * as practice from '../../src/db/practice.ts'
import * as publications from '../../src/db/publications.ts'
import * as readings from '../../src/db/readings.ts'
import * as requests from '../../src/db/requests.ts'
import * as samples from '../../src/db/samples.ts'
import * as signed from '../../src/db/signed.ts'
import * as slots from '../../src/db/slots.ts'
import * as snapshots from '../../src/db/snapshots.ts'
import { makeWorkspace, type Seat } from '../../src/db/tenants.ts'
import * as usage from '../../src/db/usage.ts'
import * as widgetOrigins from '../../src/db/widget-origins.ts'
import { type Desk, openDesk } from '../support/desk.ts'

const period = { day: '2026-11-24', month: '2026-11' }
let desk: Desk
let thief: Seat
let victim: {
  postId: string
  publicationId: string
  accountId: string
  mediaId: string
  holdId: string
  ruleId: string
  invitationId: string
  requestId: string
  noticeId: string
  exportId: string
}

beforeAll(async () => {
  desk = await openDesk()
  await desk.person.says('A secret of Bar Luce that nobody else may see.')
  await desk.person.says('tomorrow at nine')
  await desk.person.says('approve')
  await desk.person.says('Mondays at nine')
  await desk.person.says("never say 'secret'")
  await desk.person.says('here are some of my posts: A secret post of Bar Luce from last year.')
  const { workspaceId, memberId } = desk.seat
  const at = desk.clock.now()
  const kept = await withWorkspace(desk.db, workspaceId, async (tx) => {
    const row = {
      workspaceId,
      sha256: 'x',
      type: 'image/png',
      bytes: 1,
      key: `${workspaceId}/x.png`,
      drawnFrom: 'drawn',
    }
    const picture = await media.writeMedia(tx, row)
    await readings.keepReading(tx, reading(workspaceId))
    const holdId = await holds.putHold(tx, { workspaceId, memberId, reason: 'test', at })
    await budgets.setLimit(tx, { ...period, workspaceId, of: 'month', micros: 7_000_000 })
    await budgets.reserve(tx, { ...period, workspaceId, id: 'open', full: 3, cheap: 3 })
    await modelKeys.keepModelKey(tx, { workspaceId, provider: 'openai', credentials: 'sealed' })
    await usage.spend(tx, {
      workspaceId,
      key: 'k',
      task: 'draft',
      model: 'm',
      tokensIn: 1,
      tokensOut: 1,
      tokensCached: 0,
      micros: 5,
      ms: 1,
    })
    const seen = [{ kind: 'noHashtags' as const, detail: '' }]
    await lessons.countLessons(tx, { workspaceId, postId: randomUUID(), now: at, seen })
    const [item] = await memory.listMemory(tx, { limit: 1, offset: 0 })
    const kept = { workspaceId, platform: 'mastodon' as const }
    const expiresAt = new Date(Date.now() + 60_000)
    await consents.openConsent(tx, { ...kept, memberId, stateHash: 'state', memory: 'sealed', expiresAt }, at)
    await consents.keepRegistration(tx, { ...kept, name: 'a.example', registration: 'sealed' })
    const given = { workspaceId, hash: 'invited', name: 'Marta', role: 'owner' as const, invitedBy: memberId }
    const invitationId = await invitations.writeInvitation(tx, { ...given, expiresAt: new Date('2099-01-01') })
    const steps = [{ by: 'any' as const }]
    await policies.putPolicy(tx, { workspaceId, accountId: null, steps, isAuthorEnough: true, now: at })
    const [post] = await posts.postIds(tx, { limit: 1 })
    await dataExports.wantExport(tx, { workspaceId, memberId, conversationId: null, at })
    const [archive] = await dataExports.exportsOf(tx, at)
    const hook = { workspaceId, memberId, url: 'https://secret.example/', secret: 'sealed' }
    await notices.putWebhook(tx, hook)
    await notices.setNoticeWish(tx, { workspaceId, memberId, kind: 'failed', ways: ['webhook'] })
    const about = { workspaceId, postId: post ?? '', version: 1, memberId, conversationId: desk.person.conversationId }
    const open = { ...about, versionHash: 'h', expiresAt: new Date('2099-01-01') }
    const request = await requests.openRequest(tx, open, [])
    await requests.writeAsk(tx, { ...about, requestId: request.id })
    await requests.writeComment(tx, { ...about, asksChange: false, words: 'secret' })
    const { conversationId } = desk.person
    await drawings.writeDrawing(tx, { workspaceId, conversationId, messageId: 1, postId: post ?? '', wanted: 'secret' })
    return {
      mediaId: picture.id,
      holdId: holdId ?? '',
      ruleId: item?.id ?? '',
      invitationId,
      requestId: request.id,
      exportId: archive?.id ?? '',
    }
  })
  const [publication] = await desk.publications()
  const noticeId = randomUUID()
  const told = { id: noticeId, workspaceId, memberId, way: 'mail' as const, kind: 'failed' as const, key: 'k' }
  const body = { subject: 'secret', text: 'secret' }
  await withSystem(desk.db, (tx) => notices.writeNotices(tx, [{ ...told, body, endedAt: at, end: 'sent' as const }]))
  victim = {
    ...kept,
    noticeId,
    postId: publication?.postId ?? '',
    publicationId: publication?.id ?? '',
    accountId: publication?.accountId ?? '',
  }
  thief = await withSystem(desk.db, (tx) =>
    makeWorkspace(tx, { personName: 'T', name: 'T', zone: 'UTC', language: 'en' }),
  )
})
afterAll(() => desk.close())

function reading(workspaceId: string) {
  const found = { kind: 'text', text: 'secret', isWhole: true } as const
  return { workspaceId, key: 'secret', found, readAt: new Date() }
}

/** Does something as the thief; an error of the walls counts as nothing read. */
function asThief<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return withWorkspace(desk.db, thief.workspaceId, work)
}

const stolen: MemoryItem = {
  table: 'facts',
  id: randomUUID(),
  text: 'stolen',
  terms: [],
  source: 'said',
  origin: null,
  at: new Date(0).toISOString(),
  until: null,
  platform: null,
  postedAt: null,
}

/** What a query gives the thief: nothing, an empty list, zero or false. */
const reads: Record<string, (tx: Tx) => Promise<unknown>> = {
  'accounts.getAccount': (tx) => accounts.getAccount(tx, victim.accountId),
  'consents.takeConsent': (tx) =>
    consents.takeConsent(tx, { memberId: desk.seat.memberId, platform: 'mastodon', stateHash: 'state' }, new Date()),
  'consents.findRegistration': (tx) => consents.findRegistration(tx, 'mastodon', 'a.example'),
  'corrections.publicContents': async (tx) => (await corrections.publicContents(tx, victim.postId)).length || undefined,
  'corrections.latestPublished': (tx) =>
    corrections.latestPublished(tx, { from: new Date(0), to: new Date('2099-01-01') }),
  'posts.getPost': (tx) => posts.getPost(tx, victim.postId),
  'posts.lockPost': (tx) => posts.lockPost(tx, victim.postId),
  'posts.getVersion': (tx) => posts.getVersion(tx, victim.postId, 1),
  'posts.latestDraft': (tx) => posts.latestDraft(tx, desk.seat.memberId),
  'posts.postNumbered': (tx) => posts.postNumbered(tx, 1),
  'posts.listPosts planned': async (tx) => (await posts.listPosts(tx, 'planned', 10)).length || undefined,
  'posts.listPosts published': async (tx) => (await posts.listPosts(tx, 'published', 10)).length || undefined,
  'media.getMedia': async (tx) => (await media.getMedia(tx, [victim.mediaId])).length || undefined,
  'readings.knownReading': (tx) => readings.knownReading(tx, 'secret', new Date(0)),
  'media.drawnFrom': (tx) => media.drawnFrom(tx, ['drawn']),
  'drawings.countDrawings': async (tx) => (await drawings.countDrawings(tx)) || undefined,
  'drawings.dueDrawings': async (tx) => (await drawings.dueDrawings(tx, new Date('2099-01-01'))).length || undefined,
  'media.knownMedia': (tx) => media.knownMedia(tx, 'x'),
  'holds.isHeld': async (tx) => (await holds.isHeld(tx)) || undefined,
  'holds.waiting': async (tx) => (await holds.waiting(tx, new Date())).all || undefined,
  'slots.getSlots': async (tx) => (await slots.getSlots(tx)).length || undefined,
  'slots.takenMoments': async (tx) => (await slots.takenMoments(tx, new Date(0))).length || undefined,
  'budgets.readBudget': async (tx) => {
    const { month, held } = await budgets.readBudget(tx, period)
    return month.limit === null && held === 0 ? undefined : 'seen'
  },
  'budgets.takeWarnings': async (tx) => (await budgets.takeWarnings(tx, period)).length || undefined,
  'model-keys.listModelKeys': async (tx) => (await modelKeys.listModelKeys(tx)).length || undefined,
  'memory.listMemory': async (tx) => (await memory.listMemory(tx, { limit: 9, offset: 0 })).length || undefined,
  'memory.countMemory': async (tx) => (await memory.countMemory(tx)).samples || undefined,
  'exports.exportsOf': async (tx) => (await dataExports.exportsOf(tx, new Date(0))).length || undefined,
  'exports.goodExport': (tx) => dataExports.goodExport(tx, victim.exportId, new Date(0)),
  'exports.readRows': async (tx) =>
    (await dataExports.readRows(tx, { name: 'posts', key: ['id'] }, { after: '', limit: 9 })).length || undefined,
  'notices.webhookOf': (tx) => notices.webhookOf(tx, desk.seat.memberId),
  'notices.noticeWishesOf': async (tx) => (await notices.noticeWishesOf(tx, desk.seat.memberId)).size || undefined,
  'notices.noticesOf': async (tx) => (await notices.noticesOf(tx, desk.seat.memberId, 9)).length || undefined,
  'memory.getMemory': (tx) => memory.getMemory(tx, { table: 'rules', id: victim.ruleId }),
  'memory.findMemory': async (tx) => (await memory.findMemory(tx, "'secret'", 9)).length || undefined,
  'memory.voiceOf': async (tx) => (await memory.voiceOf(tx, new Date())).rules.length || undefined,
  'memory.neverTerms': async (tx) => (await memory.neverTerms(tx)).length || undefined,
  'memory.recentTexts': async (tx) =>
    (await memory.recentTexts(tx, { since: new Date(0), limit: 9, except: null })).length || undefined,
  'memory.plannedContents': async (tx) => (await memory.plannedContents(tx)).length || undefined,
  'memory.listFacts': async (tx) => (await memory.listFacts(tx)).length || undefined,
  'samples.countSamples': async (tx) => (await samples.countSamples(tx)) || undefined,
  'samples.unplaced': async (tx) => (await samples.unplaced(tx, 'm', 9)).length || undefined,
  'samples.alike': async (tx) =>
    (await samples.alike(tx, { config: 'english', query: '', limit: 9 })).length || undefined,
  'lessons.takeLesson': (tx) => lessons.takeLesson(tx, { times: 1, now: new Date(), quietSince: new Date() }),
  'snapshots.counted': async (tx) =>
    (await snapshots.counted(tx, { from: new Date(0), to: new Date('2100-01-01') })).length || undefined,
  'usage.costs': async (tx) => (await usage.costs(tx, new Date(0))).calls || undefined,
  'usage.listUsage': async (tx) => (await usage.listUsage(tx, new Date(0), 10)).length || undefined,
  'publications.listPublications': async (tx) =>
    (await publications.listPublications(tx, { limit: 10 })).length || undefined,
  'audit.eventsOf': async (tx) => (await audit.eventsOf(tx, victim.postId)).length || undefined,
  'audit.eventsAfter': async (tx) => (await audit.eventsAfter(tx, 0, 10)).length || undefined,
  'invitations.openInvitations': async (tx) => (await invitations.openInvitations(tx, new Date())).length || undefined,
  'invitations.invitationOf': (tx) => invitations.invitationOf(tx, 'invited'),
  'invitations.goodInvitation': (tx) => invitations.goodInvitation(tx, 'invited', new Date()),
  'plans.countPosts': async (tx) => (await plans.countPosts(tx, new Date(0))) || undefined,
  'plans.sumMedia': async (tx) => (await plans.sumMedia(tx)) || undefined,
  'policies.listPolicies': async (tx) => (await policies.listPolicies(tx)).length || undefined,
  'policies.signedBy': async (tx) =>
    (await policies.signedBy(tx, { postId: victim.postId, version: 1, versionHash: 'h' })).length || undefined,
  'policies.presentMembers': async (tx) =>
    (await policies.presentMembers(tx)).find(({ workspaceId }) => workspaceId === desk.seat.workspaceId),
  'requests.openRequestOf': (tx) => requests.openRequestOf(tx, victim.postId),
  'requests.getRequest': (tx) => requests.getRequest(tx, victim.requestId),
  'requests.asksOf': async (tx) => (await requests.asksOf(tx, victim.requestId)).length || undefined,
  'requests.lastSeen': (tx) => requests.lastSeen(tx, { memberId: desk.seat.memberId, postId: victim.postId, until: 9 }),
  'requests.waitingFor': async (tx) => (await requests.waitingFor(tx, desk.seat.memberId)).length || undefined,
  'requests.endRequest': (tx) => requests.endRequest(tx, victim.postId, 'withdrawn', new Date()),
  'signed.yesesOf': async (tx) => (await signed.yesesOf(tx, victim.postId)).length || undefined,
  'signed.scheduledBy': async (tx) => (await signed.scheduledBy(tx, desk.seat.memberId)).length || undefined,
  'widget-origins.listOrigins': async (tx) => (await widgetOrigins.listOrigins(tx)).length || undefined,
  'practice.listPractice': async (tx) => (await practice.listPractice(tx)).length || undefined,
  'brands.getBrand': async (tx) =>
    (await brands.getBrand(tx)).workspaceId === desk.seat.workspaceId ? 'seen' : undefined,
  'approvals.confirmPublished': async (tx) =>
    (await approvals.confirmPublished(tx, victim.publicationId, new Date())) || undefined,
  'approvals.withdraw': async (tx) => (await approvals.withdraw(tx, [victim.publicationId], new Date())) || undefined,
  'approvals.cancel': async (tx) => (await approvals.cancel(tx, [victim.publicationId], new Date())) || undefined,
}

const writes: Record<string, (tx: Tx) => Promise<unknown>> = {
  'corrections.cancelCorrections': (tx) => corrections.cancelCorrections(tx, [victim.publicationId], new Date()),
  'consents.forgetRegistration': (tx) => consents.forgetRegistration(tx, 'mastodon', 'a.example'),
  'audit.record': (tx) => audit.record(tx, [{ workspaceId: desk.seat.workspaceId, act: 'stolen' }]),
  'exports.wantExport': (tx) => dataExports.wantExport(tx, { ...desk.seat, conversationId: null, at: new Date() }),
  'notices.putWebhook': (tx) =>
    notices.putWebhook(tx, { ...thief, memberId: desk.seat.memberId, url: 'https://thief.example/', secret: 's' }),
  'notices.removeWebhook': (tx) => notices.removeWebhook(tx, desk.seat.memberId),
  'notices.setNoticeWish': (tx) =>
    notices.setNoticeWish(tx, { ...thief, memberId: desk.seat.memberId, kind: 'failed', ways: [] }),
  'notices.replayNotice': (tx) =>
    notices.replayNotice(tx, { id: victim.noticeId, memberId: desk.seat.memberId, at: new Date() }),
  'invitations.revokeInvitation': (tx) => invitations.revokeInvitation(tx, victim.invitationId, new Date()),
  'invitations.writeInvitation': (tx) =>
    invitations.writeInvitation(tx, {
      ...{ workspaceId: desk.seat.workspaceId, hash: 'stolen', name: 'thief', role: 'owner' },
      ...{ invitedBy: desk.seat.memberId, expiresAt: new Date('2099-01-01') },
    }),
  'policies.dropPolicy': (tx) => policies.dropPolicy(tx, null),
  'policies.dropAccountPolicies': (tx) => policies.dropAccountPolicies(tx),
  'policies.putPolicy': (tx) =>
    policies.putPolicy(tx, {
      ...{ workspaceId: desk.seat.workspaceId, accountId: victim.accountId, steps: [] },
      ...{ isAuthorEnough: true, now: new Date() },
    }),
  'requests.writeAsk': (tx) =>
    requests.writeAsk(tx, {
      ...{ workspaceId: desk.seat.workspaceId, requestId: victim.requestId, postId: victim.postId, version: 9 },
      ...{ memberId: desk.seat.memberId, conversationId: desk.person.conversationId },
    }),
  'requests.writeComment': (tx) =>
    requests.writeComment(tx, {
      ...{ workspaceId: desk.seat.workspaceId, postId: victim.postId, version: 1, memberId: desk.seat.memberId },
      ...{ asksChange: false, words: 'stolen' },
    }),
  'posts.setWish': (tx) => posts.setWish(tx, victim.postId, null, null),
  'posts.setDiscarded': (tx) => posts.setDiscarded(tx, victim.postId, new Date()),
  'grants.voidGrants': (tx) => grants.voidGrants(tx, [victim.publicationId], new Date()),
  'approvals.moveApproved': (tx) => approvals.moveApproved(tx, [victim.publicationId], new Date(0)),
  'holds.releaseHold': (tx) => holds.releaseHold(tx, victim.holdId, new Date()),
  'holds.releaseHolds': (tx) => holds.releaseHolds(tx, new Date()),
  'slots.removeSlots': (tx) => slots.removeSlots(tx, 'all'),
  'brands.changeBrand': (tx) => brands.changeBrand(tx, desk.seat.workspaceId, { name: 'stolen' }),
  'memory.replaceRules': (tx) => memory.replaceRules(tx, desk.seat.workspaceId, [{ text: 'stolen', terms: [] }]),
  'memory.replaceFacts': (tx) => memory.replaceFacts(tx, desk.seat.workspaceId, [{ text: 'stolen', until: null }]),
  'memory.dropMemory': (tx) => memory.dropMemory(tx, [{ table: 'rules', id: victim.ruleId }]),
  'memory.endless': (tx) => memory.endless(tx, victim.ruleId),
  'memory.putMemory': async (tx) => memory.putMemory(tx, desk.seat.workspaceId, [stolen]),
  'samples.addSamples': (tx) =>
    samples.addSamples(tx, {
      workspaceId: desk.seat.workspaceId,
      source: 'said',
      now: new Date(),
      list: [{ text: 'stolen' }],
    }),
  'samples.placeSamples': (tx) => samples.placeSamples(tx, 'm', [{ id: victim.ruleId, vector: [1] }]),
  'lessons.countLessons': (tx) =>
    lessons.countLessons(tx, {
      workspaceId: desk.seat.workspaceId,
      postId: victim.postId,
      now: new Date(),
      seen: [{ kind: 'noEmoji', detail: '' }],
    }),
  'slots.addSlots': (tx) => slots.addSlots(tx, desk.seat.workspaceId, [{ weekday: 1, time: '03:00' }]),
  'media.forgetUnnamed': (tx) => media.forgetUnnamed(tx, { id: victim.mediaId, workspaceId: desk.seat.workspaceId }),
  'readings.keepReading': (tx) =>
    readings.keepReading(tx, { ...reading(desk.seat.workspaceId), found: { kind: 'none', why: 'broken' } }),
  'readings.forgetReadings': (tx) => readings.forgetReadings(tx, new Date('2099-01-01')),
  'media.writeMedia': (tx) =>
    media.writeMedia(tx, { workspaceId: desk.seat.workspaceId, sha256: 'y', type: 'image/png', bytes: 1, key: 'y' }),
  'budgets.setLimit': (tx) =>
    budgets.setLimit(tx, { ...period, workspaceId: desk.seat.workspaceId, of: 'day', micros: 1 }),
  'budgets.reserve': (tx) =>
    budgets.reserve(tx, { ...period, workspaceId: desk.seat.workspaceId, id: 'stolen', full: 1, cheap: 1 }),
  'budgets.addSpent': (tx) => budgets.addSpent(tx, { ...period, workspaceId: desk.seat.workspaceId, micros: 1 }),
  'budgets.release': (tx) => budgets.release(tx, { workspaceId: desk.seat.workspaceId, id: 'open' }),
  'model-keys.keepModelKey': (tx) =>
    modelKeys.keepModelKey(tx, { workspaceId: desk.seat.workspaceId, provider: 'openai', credentials: 'stolen' }),
  'model-keys.forgetModelKey': (tx) => modelKeys.forgetModelKey(tx, 'openai'),
  'usage.spend': (tx) =>
    usage.spend(tx, {
      workspaceId: desk.seat.workspaceId,
      key: 'z',
      task: 't',
      model: 'm',
      tokensIn: 0,
      tokensOut: 0,
      tokensCached: 0,
      micros: 1,
      ms: 1,
    }),
  'media.keepAlt': (tx) => media.keepAlt(tx, [victim.mediaId], 'stolen'),
  'drawings.writeDrawing': (tx) =>
    drawings.writeDrawing(tx, {
      ...{ workspaceId: desk.seat.workspaceId, conversationId: desk.person.conversationId, messageId: 1 },
      ...{ postId: victim.postId, wanted: 'stolen' },
    }),
  'holds.putHold': (tx) =>
    holds.putHold(tx, {
      workspaceId: desk.seat.workspaceId,
      memberId: thief.memberId,
      reason: 'stolen',
      at: new Date(),
    }),
  'approvals.signOff': (tx) =>
    approvals.signOff(tx, {
      workspaceId: desk.seat.workspaceId,
      postId: victim.postId,
      version: 1,
      versionHash: 'h',
      memberId: thief.memberId,
      conversationId: desk.person.conversationId,
      evidence: 'stolen',
      at: new Date(),
    }),
}

/** Every row of the victim's workspace, as text. */
async function everything(): Promise<string> {
  return withWorkspace(desk.db, desk.seat.workspaceId, async (tx) => {
    const tables = await tx.execute(sql`select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r' and c.relrowsecurity order by 1`)
    const all = []
    for (const { relname } of tables)
      all.push(
        ...(await tx.execute(
          sql`select ${String(relname)} as t, to_jsonb(x) r from ${sql.identifier(String(relname))} x order by 2`,
        )),
      )
    return JSON.stringify(all)
  })
}

describe('from another workspace', () => {
  it.each(Object.entries(reads))('%s finds nothing', async (_name, read) => {
    expect(await asThief(read)).toBeUndefined()
  })

  it.each(Object.entries(writes))('%s changes nothing', async (_name, write) => {
    const before = await everything()
    await asThief(write).catch(() => undefined)
    expect(await everything()).toBe(before)
  })

  it('no bare statement sees or moves a row', async () => {
    const before = await everything()
    await asThief(async (tx) => {
      for (const table of [
        'posts',
        'variants',
        'publications',
        'accounts',
        'choices',
        'grants',
        'signoffs',
        'media',
        'readings',
        'acts',
        'rules',
        'samples',
        'lessons',
        'invitations',
        'approval_policies',
        'approval_requests',
        'approval_asks',
        'comments',
        'audit_events',
        'audit_links',
        'exports',
        'notices',
        'notice_wishes',
        'webhooks',
      ]) {
        const [seen] = await tx.execute(
          sql`select count(*)::int n from ${sql.identifier(table)} where workspace_id = ${desk.seat.workspaceId}::uuid`,
        )
        expect(seen?.n, table).toBe(0)
      }
      await tx.execute(sql`update publications set status = 'cancelled'`)
      await tx.execute(sql`delete from accounts`)
    })
    expect(await everything()).toBe(before)
  })

  it('every query file of a workspace is tried here', () => {
    const tried = new Set([...Object.keys(reads), ...Object.keys(writes)].map((name) => name.split('.')[0]))
    // Reached by the system role only, or no queries at all; their callers check the seat first.
    const system = [
      'checks',
      'client',
      'credentials',
      'figures',
      'history',
      'rooms',
      'sealed',
      'team',
      'trail',
      'erasures',
      'ways-in',
      'backup-copy',
      'backup-load',
      'backup-order',
      'conversations',
      'edits',
      'hold',
      'embedded',
      'late',
      'ledger',
      'listen',
      'migrate',
      'outbox',
      'queues',
      'quotas',
      'rows',
      'arriving',
      'sessions',
      'tenants',
      'turns',
      'words',
    ]
    const files = readdirSync(new URL('../../src/db', import.meta.url)).filter((file) => file.endsWith('.ts'))
    const known = new Set([...tried, ...system, 'idempotency', 'rate-limits', 'backup'])
    expect(files.map((file) => file.slice(0, -3)).filter((file) => !known.has(file))).toEqual([])
  })
})
