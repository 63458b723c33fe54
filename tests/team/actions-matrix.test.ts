// Every action as every role, from a table that fails when an action is not in it; then by a foreign, a removed and no member.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/bot/replies/en.ts'
import { actions } from '../../src/core/actions/index.ts'
import type { Intent } from '../../src/core/intent.ts'
import { type Tx, withSystem, withWorkspace } from '../../src/db/client.ts'
import { latestDraft } from '../../src/db/posts.ts'
import { makeWorkspace } from '../../src/db/tenants.ts'
import { writeChoices } from '../../src/db/turns.ts'
import { type Desk, openDesk, type Person } from '../support/desk.ts'

type Kind = keyof typeof actions
type Role = 'owner' | 'approver' | 'editor' | 'viewer'
type Row = { by: readonly Role[]; intent: (about: { postId: string; publicationId: string }) => Omit<Intent, 'kind'> }

const all: readonly Role[] = ['owner', 'approver', 'editor', 'viewer']
const drafters: readonly Role[] = ['owner', 'approver', 'editor']
const approvers: readonly Role[] = ['owner', 'approver']
const owners: readonly Role[] = ['owner']
const plain = () => ({})
const nothingKept = { table: 'rules', id: '00000000-0000-4000-8000-000000000009' } as const
const soon = {
  kind: 'at',
  wall: { date: '2026-12-01', time: '09:00', zone: 'Europe/Rome' },
  at: '2026-12-01T08:00:00.000Z',
}

/** Who may do what. `approve` by an editor asks somebody else. */
const table: Record<Kind, Row> = {
  draft: {
    by: drafters,
    intent: () => ({ text: 'Words.', original: 'Words.', taken: [], platforms: [], media: [], requestOnly: false }),
  },
  revise: { by: drafters, intent: () => ({ changes: [{ how: 'replace', text: 'Other.' }], platforms: [] }) },
  platforms: { by: drafters, intent: () => ({ how: 'only', platforms: ['practice'] }) },
  propose: { by: drafters, intent: () => ({ when: soon }) },
  schedule: { by: drafters, intent: () => ({ when: soon }) },
  list: { by: all, intent: () => ({ what: 'drafts' }) },
  show: { by: all, intent: () => ({ number: 1 }) },
  current: { by: all, intent: plain },
  openPost: { by: all, intent: ({ postId }) => ({ postId }) },
  whatChanged: { by: all, intent: plain },
  help: { by: all, intent: plain },
  approve: { by: drafters, intent: plain },
  discard: { by: drafters, intent: plain },
  cancel: { by: approvers, intent: plain },
  askChange: { by: drafters, intent: plain },
  askSchedule: { by: drafters, intent: plain },
  askPicture: { by: drafters, intent: plain },
  attach: { by: drafters, intent: () => ({ media: [] }) },
  dropPicture: { by: drafters, intent: plain },
  options: { by: drafters, intent: () => ({ options: [{ name: 'silent', value: true }], platforms: [] }) },
  // What a member did themself is all they can take back: nobody else's act is reached.
  undo: { by: all, intent: plain },
  putBack: { by: drafters, intent: plain },
  fit: { by: drafters, intent: () => ({ platform: 'practice' }) },
  hold: { by: approvers, intent: plain },
  resume: { by: approvers, intent: plain },
  slots: { by: drafters, intent: () => ({ how: 'add', slots: [{ weekday: 3, time: '10:00' }] }) },
  gap: { by: approvers, intent: () => ({ platforms: [], seconds: 60 }) },
  brand: { by: approvers, intent: () => ({ voice: 'plain' }) },
  showBrand: { by: all, intent: plain },
  connect: { by: owners, intent: plain },
  cost: { by: all, intent: plain },
  budget: { by: owners, intent: () => ({ of: 'day', micros: 1_000_000 }) },
  modelKeys: { by: all, intent: plain },
  delete: { by: approvers, intent: plain },
  correct: { by: drafters, intent: () => ({ words: 'fix it', text: 'Fixed.' }) },
  repost: { by: approvers, intent: ({ publicationId }) => ({ publicationId, text: 'Again.' }) },
  itIsThere: { by: approvers, intent: ({ publicationId }) => ({ publicationId }) },
  sendAgain: { by: approvers, intent: ({ publicationId }) => ({ publicationId }) },
  leaveIt: { by: approvers, intent: ({ publicationId }) => ({ publicationId }) },
  sendLate: { by: approvers, intent: ({ postId }) => ({ postId }) },
  askComment: { by: all, intent: () => ({ asksChange: false }) },
  comment: { by: all, intent: ({ postId }) => ({ postId, words: 'Nice.', asksChange: false }) },
  withdrawRequest: { by: drafters, intent: plain },
  askAgain: { by: drafters, intent: ({ postId }) => ({ postId, atNextSlot: false }) },
  skipRequest: { by: drafters, intent: ({ postId }) => ({ postId }) },
  policy: { by: owners, intent: () => ({ wish: { how: 'nobody' }, platforms: [] }) },
  showPolicy: { by: all, intent: plain },
  showTeam: { by: all, intent: plain },
  invite: { by: owners, intent: () => ({ name: 'Zoe', role: 'viewer', isClient: false }) },
  setRole: { by: owners, intent: () => ({ name: 'Vera', role: 'viewer', isClient: false }) },
  removeMember: { by: owners, intent: () => ({ name: 'Vera' }) },
  switchTo: { by: all, intent: plain },
  whoApproved: { by: all, intent: () => ({ number: 1 }) },
  quietHours: { by: all, intent: () => ({ hours: { from: '22:00', to: '07:00' } }) },
  exportData: { by: owners, intent: plain },
  askErasing: { by: all, intent: plain },
  keepEverything: { by: all, intent: plain },
  showNotices: { by: all, intent: plain },
  notify: { by: all, intent: () => ({ kinds: ['failed'], ways: ['mail'], isOn: true }) },
  reviewAll: { by: approvers, intent: plain },
  approveMany: { by: approvers, intent: () => ({ except: [] }) },
  askHeard: { by: drafters, intent: plain },
  preview: { by: all, intent: () => ({ platforms: [] }) },
  wordsCard: { by: drafters, intent: plain },
  usePicture: { by: drafters, intent: () => ({ mediaId: nothingKept.id }) },
  drawPicture: { by: drafters, intent: () => ({ wanted: null }) },
  describe: { by: drafters, intent: plain },
  shapePictures: { by: drafters, intent: () => ({ how: 'pad', platforms: [] }) },
  dropProposal: { by: drafters, intent: plain },
  altText: { by: drafters, intent: () => ({ text: 'A cup of coffee.' }) },
  colour: { by: approvers, intent: () => ({ colour: '#7b1e3a' }) },
  report: { by: all, intent: () => ({ week: 'last' }) },
  memory: { by: all, intent: plain },
  remember: { by: approvers, intent: () => ({ text: 'we close at six' }) },
  forget: { by: approvers, intent: () => ({ text: 'closing time' }) },
  forgetItem: { by: approvers, intent: () => ({ item: nothingKept }) },
  correctItem: { by: approvers, intent: () => ({ item: nothingKept }) },
  corrected: { by: approvers, intent: () => ({ text: 'we close at seven' }) },
  stillHolds: { by: approvers, intent: () => ({ item: nothingKept }) },
  keepSamples: { by: approvers, intent: () => ({ text: 'A post of ours, long enough to be one.' }) },
  importPosts: { by: approvers, intent: () => ({ platforms: [] }) },
  studySite: { by: approvers, intent: () => ({ address: 'barluce.example' }) },
  keepSite: { by: approvers, intent: () => ({ found: { url: '', name: '', description: '', facts: [], texts: [] } }) },
  rate: { by: drafters, intent: () => ({ isGood: true }) },
  learn: {
    by: approvers,
    intent: () => ({ lesson: { id: nothingKept.id, kind: 'noEmoji', detail: '', seen: 3 }, isWanted: true }),
  },
  alternatives: { by: drafters, intent: plain },
  useAlternative: { by: drafters, intent: () => ({ texts: { practice: 'Other words.' }, cost: 0 }) },
  // The web is no chat that knows its person by itself: nobody is told a way in here.
  signInLink: { by: [], intent: plain },
  pair: { by: all, intent: plain },
}

let desk: Desk
let people: Record<Role, Person>
beforeAll(async () => {
  desk = await openDesk()
  people = {
    owner: desk.person,
    approver: await desk.seats('Marta', 'approver'),
    editor: await desk.seats('Luca', 'editor'),
    viewer: await desk.seats('Vera', 'viewer'),
  }
})
afterAll(() => desk.close())

const refusals = [en.refused.role, en.refused.scope, en.team.refused.notOwner(''), en.team.refused.notAlone('')]
const here = <T>(work: (tx: Tx) => Promise<T>) => withWorkspace(desk.db, desk.seat.workspaceId, work)

/** A fresh draft of the owner, and a button with this intent on it in somebody's conversation. */
async function button(kind: Kind, row: Row, who: Person): Promise<string> {
  await desk.person.says('A fresh post to be acted upon by somebody.')
  const postId = (await here((tx) => latestDraft(tx, desk.seat.memberId))) ?? ''
  const publicationId = (await desk.publications()).find((one) => one.postId === postId)?.id ?? ''
  const id = `${kind}-${Math.random()}`
  const intent = { kind, ...row.intent({ postId, publicationId }) } as Intent
  const { workspaceId } = desk.seat
  const choice = { id, workspaceId, conversationId: who.conversationId, replyId: crypto.randomUUID(), position: 0 }
  await withSystem(desk.db, (tx) => writeChoices(tx, [{ ...choice, label: kind, intent, postId, version: null }]))
  return id
}

/** All that an action could change, as text. */
async function everything(): Promise<string> {
  const tables = [
    'posts',
    'versions',
    'publications',
    'signoffs',
    'approvals',
    'grants',
    'holds',
    'slots',
    'brands',
    'budgets',
    'members',
    'approval_policies',
    'approval_requests',
    'invitations',
    'accounts',
    'corrections',
    'rules',
    'facts',
    'samples',
    'exports',
    'notice_wishes',
    'webhooks',
  ]
  const rows = await here((tx) =>
    Promise.all(tables.map((name) => tx.execute(`select to_jsonb(x) r from ${name} x order by 1`))),
  )
  return JSON.stringify(rows)
}

it('the table has every action', () => {
  expect(Object.keys(table).toSorted()).toEqual(Object.keys(actions).toSorted())
})

const cases = Object.entries(table).flatMap(([kind, row]) => all.map((role) => [kind as Kind, role, row] as const))

describe('an action', () => {
  it.each(cases)('%s by the %s', async (kind, role, row) => {
    const who = people[role]
    const id = await button(kind, row, who)
    const before = await everything()
    const replies = await who.pressesId(id)
    const isRefused = replies.some(({ text }) => refusals.includes(text))
    expect(replies.length).toBeGreaterThan(0)
    expect(isRefused).toBe(!row.by.includes(role))
    if (isRefused) expect(await everything()).toBe(before)
  })

  it.each(Object.entries(table))('%s by a member of another workspace does nothing', async (kind, row) => {
    const seat = await withSystem(desk.db, (tx) =>
      makeWorkspace(tx, { personName: 'Thief', name: 'Thief', zone: 'UTC', language: 'en' }),
    )
    const thief = await desk.sits(seat)
    const id = await button(kind as Kind, row, desk.person)
    const before = await everything()
    const [reply] = await thief.pressesId(id)
    expect([en.refused.notYours, en.refused.gone]).toContain(reply?.text)
    expect(await everything()).toBe(before)
  })

  it('by a removed member is not heard at all', async () => {
    const gone = await desk.seats('Gone', 'approver')
    const ids = []
    for (const [kind, row] of Object.entries(table)) ids.push(await button(kind as Kind, row, gone))
    const [asked] = await desk.person.says('remove Gone from the team')
    await desk.person.pressesId(asked?.choices.find(({ label }) => label === 'Remove')?.id ?? '')
    await gone.hears()
    const before = await everything()
    for (const id of ids) await gone.drops({ choice: id })
    for (const text of ['approve', 'hold', 'drafts']) await gone.drops({ text })
    expect(await everything()).toBe(before)
    expect(await gone.hears()).toEqual([])
  })
})
