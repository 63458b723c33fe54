// Asking others for their yes: who may say the next one, where they are asked, and who hears how it ended.
import { beyond, type Tx } from '../../db/client.ts'
import { getConversation } from '../../db/conversations.ts'
import { listPolicies, presentMembers, signedBy } from '../../db/policies.ts'
import { getVersion, type StoredPost } from '../../db/posts.ts'
import {
  asksOf,
  endRequest,
  lastSeen,
  openRequest,
  openRequestOf,
  type RequestRow,
  writeAsk,
} from '../../db/requests.ts'
import { namesOf, placeToReach } from '../../db/team.ts'
import type { RequestEnd } from '../../db/words.ts'
import type { Outcome, PostView, VariantView } from '../outcome.ts'
import { changedLines } from '../posts/changes.ts'
import type { Turn } from '../turn.ts'
import type { Linewise } from './outcome.ts'
import { type Policy, policiesFor, type Voice, voicesOf, type Weighed, weigh } from './policy.ts'

/** How long a request without a moment waits. */
const patienceMs = 3 * 24 * 3_600_000
/** Nobody is reminded of what is nearly over, and everybody within a day. */
const leastReminderMs = 30 * 60_000
const mostReminderMs = 24 * 3_600_000

/** What the policies of a post ask for, and what a yes of this member would be. */
export type Vote = { policies: Policy[]; team: (Voice & { personId: string })[]; yeses: Voice[]; weighed: Weighed }

/** Weighs the yeses that a version has for these of its networks; `canSay` is false where this way in may not approve. */
export async function vote(
  tx: Tx,
  turn: Pick<Turn, 'member'>,
  stored: StoredPost,
  given: { about: VariantView[]; canSay: boolean },
): Promise<Vote> {
  const { post, version } = stored
  const rows = await listPolicies(tx)
  const policies = policiesFor(
    given.about.map(({ accountId }) => accountId),
    rows,
  )
  const team = (await presentMembers(tx)).map(({ id, personId, role, isClient }) => ({
    memberId: id,
    personId,
    role,
    isClient,
  }))
  const yeses = voicesOf(await signedBy(tx, { postId: post.id, version: post.version, versionHash: version.hash }))
  const member = given.canSay ? team.find(({ memberId }) => memberId === turn.member.id) : undefined
  return { policies, team, yeses, weighed: weigh(policies, post.authorId, { yeses, member, team }) }
}

/** Asks those who may say the next yes to the current version; whoever was asked about it already is not asked twice. */
export async function askNext(
  tx: Tx,
  turn: Turn,
  stored: StoredPost,
  view: PostView,
  next: Vote['team'],
): Promise<Outcome> {
  const { post, version } = stored
  const others = next.filter(({ memberId }) => memberId !== turn.member.id)
  if (others.length === 0) return { kind: 'teamRefused', why: 'nobody', names: [] }
  const open = await openRequestOf(tx, post.id)
  const request = open?.version === post.version ? open : await begin(tx, turn, stored, view)
  const asked = await asksOf(tx, request.id)
  const fresh = others.filter(({ memberId }) => !asked.some((ask) => ask.memberId === memberId))
  const names = await beyond(tx, turn.workspaceId, (system) =>
    namesOf(system, [...others.map(({ memberId }) => memberId), turn.member.id, post.authorId]),
  )
  const from = names.get(post.authorId) ?? ''
  const cards = []
  for (const { memberId, personId } of fresh) {
    const changes = await changesFor(tx, stored, { memberId, until: post.version })
    const to = { personId, workspaceId: turn.workspaceId }
    const conversationId = await beyond(tx, turn.workspaceId, (system) => placeToReach(system, to))
    cards.push({ memberId, conversationId, changes })
  }
  // In the order of conversations, so that two who ask each other do not wait for each other.
  for (const { memberId, conversationId, changes } of cards.toSorted((a, b) =>
    a.conversationId < b.conversationId ? -1 : 1,
  )) {
    const { workspaceId } = turn
    await writeAsk(tx, {
      ...{ workspaceId, memberId, conversationId, requestId: request.id, postId: post.id, version: post.version },
      ...{ remindAt: reminderOf(turn.now, request.expiresAt), createdAt: turn.now },
    })
    const shown = {
      ...view,
      status: 'awaiting_approval' as const,
      hash: version.hash,
      review: { isAsked: true, isMine: false },
    }
    const outcome = { kind: 'approvalAsked', post: shown, from, changes, isReminder: false } as const
    const key = `approval:${request.id}:${memberId}`
    await beyond(tx, workspaceId, async (system) => {
      await turn.tell(system, { conversationId, workspaceId }, outcome)
      await turn.notify(system, workspaceId, { kind: 'approval', key, post: shown, from, memberId })
    })
  }
  const shown = {
    ...view,
    status: 'awaiting_approval' as const,
    review: { isAsked: false, isMine: true, isShared: isShared(turn) },
  }
  const list = others.flatMap(({ memberId }) => names.get(memberId) ?? [])
  return { kind: 'requested', post: shown, names: list, isAgain: fresh.length === 0 }
}

/** Opens the request of a version; it is over when the moment of the post has come. */
async function begin(tx: Tx, turn: Turn, { post, version, variants }: StoredPost, view: PostView): Promise<RequestRow> {
  const { member } = turn
  await endRequest(tx, post.id, 'changed', turn.now)
  const expiresAt =
    view.dueAt !== null && view.dueAt > turn.now ? view.dueAt : new Date(turn.now.getTime() + patienceMs)
  const { workspaceId, now } = turn
  // A yes that is passed on is asked for in the author's name: they hear how it ends.
  const isPassedOn = member.role !== 'editor' && member.id !== post.authorId
  const asker = isPassedOn ? { memberId: post.authorId, conversationId: post.conversationId } : undefined
  const { memberId, conversationId } = asker ?? { memberId: member.id, conversationId: turn.conversationId }
  return openRequest(
    tx,
    {
      ...{ workspaceId, conversationId, postId: post.id, version: post.version, versionHash: version.hash },
      ...{ memberId, expiresAt, createdAt: now },
    },
    variants.map(({ publication }) => publication.id),
  )
}

function reminderOf(now: Date, expiresAt: Date): Date | null {
  const left = expiresAt.getTime() - now.getTime()
  if (left < 2 * leastReminderMs) return null
  return new Date(now.getTime() + Math.min(left / 2, mostReminderMs))
}

/** What changed in the words since a member was last asked about a version up to `until`; null where they never were. */
export async function changesFor(
  tx: Tx,
  stored: StoredPost,
  whose: { memberId: string; until: number },
): Promise<Linewise[] | null> {
  const seen = await lastSeen(tx, { ...whose, postId: stored.post.id })
  return seen === undefined ? null : changesSince(tx, stored, seen)
}

/** What changed in the words of a post since a version of it; null where there is no such version. */
async function changesSince(tx: Tx, stored: StoredPost, seen: number): Promise<Linewise[] | null> {
  const before = await getVersion(tx, stored.post.id, seen)
  if (before === undefined) return null
  return stored.variants.flatMap(({ variant }) => {
    const was = before.variants.find((one) => one.accountId === variant.accountId)
    if (was === undefined || was.content.text === variant.content.text) return []
    return [{ platform: variant.platform, lines: changedLines(was.content.text, variant.content.text) }]
  })
}

/** The card of a post in the place of one from before a change; whoever is asked for their yes sees what changed since that one. */
export async function staleCard(tx: Tx, stored: StoredPost, post: PostView, pressed: number): Promise<Outcome> {
  const changes = post.review?.isAsked === true ? await changesSince(tx, stored, pressed) : null
  return { kind: 'card', post, note: { what: 'stale', ...(changes !== null && { changes }) } }
}

/** Ends the open request of a post, if there is one; everybody who asked or was asked hears of it, but for whoever did it. */
export async function closeRequest(
  tx: Tx,
  turn: Pick<Turn, 'workspaceId' | 'member' | 'conversationId' | 'now' | 'tell'>,
  post: PostView,
  how: { end: Exclude<RequestEnd, 'expired'>; dueAt?: Date; isQuiet?: (conversationId: string) => boolean },
): Promise<RequestRow | undefined> {
  const request = await endRequest(tx, post.id, how.end, turn.now)
  if (request === undefined) return undefined
  const asked = await asksOf(tx, request.id)
  const { workspaceId } = turn
  const told = new Set([request.conversationId, ...asked.map(({ conversationId }) => conversationId)])
  told.delete(turn.conversationId)
  await beyond(tx, workspaceId, async (system) => {
    const by = (await namesOf(system, [turn.member.id])).get(turn.member.id) ?? ''
    const { review: _, ...shown } = post
    const outcome = { kind: 'requestEnded', post: shown, end: how.end, by, dueAt: how.dueAt ?? null } as const
    for (const conversationId of [...told].toSorted())
      if (how.isQuiet?.(conversationId) !== true) await turn.tell(system, { conversationId, workspaceId }, outcome)
  })
  return request
}

/** How a post stands with the requests for a yes, as this member sees it. */
export async function reviewOf(
  tx: Tx,
  turn: Pick<Turn, 'member' | 'chat' | 'isAlone'>,
  { post, variants }: StoredPost,
): Promise<PostView['review']> {
  const mayWait = variants.some(
    ({ publication, variant }) =>
      publication.status === 'awaiting_approval' ||
      (publication.status === 'published' && publication.variantHash !== variant.hash) ||
      publication.status === 'failed',
  )
  if (!mayWait) return undefined
  const request = await openRequestOf(tx, post.id)
  if (request?.version !== post.version) return undefined
  const asked = await asksOf(tx, request.id)
  const isAsked = asked.some(({ memberId }) => memberId === turn.member.id)
  const said = isAsked
    ? await signedBy(tx, { postId: post.id, version: request.version, versionHash: request.versionHash })
    : []
  return {
    isAsked: isAsked && !said.some(({ memberId }) => memberId === turn.member.id),
    isMine: request.memberId === turn.member.id,
    isShared: isShared(turn),
  }
}

/** A request as whoever asked sees it where they hear of it. System role. */
export async function reviewOfAsker(tx: Tx, { conversationId }: RequestRow): Promise<PostView['review']> {
  const place = await getConversation(tx, conversationId)
  const isGroup = place !== undefined && place.chat !== 'web' && place.address.includes('/')
  return { isAsked: false, isMine: true, isShared: isGroup }
}

/** In a group others see the card, and those whose yes it is may press it there. */
function isShared({ chat, isAlone }: Pick<Turn, 'chat' | 'isAlone'>): boolean {
  return chat !== 'web' && !isAlone
}
