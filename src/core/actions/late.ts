// What a person decides when the clock cannot: a late post, a lost answer, a post to be taken away.
import { and, eq } from 'drizzle-orm'
import { approvePublications, cancel, confirmPublished, moveApproved, signOff } from '../../db/approvals.ts'
import type { Tx } from '../../db/client.ts'
import { withWorkspace } from '../../db/client.ts'
import { cancelCorrections } from '../../db/corrections.ts'
import { getPost, lockPost, type StoredPost } from '../../db/posts.ts'
import { accounts } from '../../db/schema/accounts.ts'
import { publications } from '../../db/schema/publications.ts'
import { PlatformError } from '../errors.ts'
import type { Intent } from '../intent.ts'
import type { Outcome, VariantView } from '../outcome.ts'
import { approved } from '../posts/view.ts'
import { openAccount, remove } from '../publishing/publisher.ts'
import { endedOf } from '../publishing/told.ts'
import { vote } from '../team/asking.ts'
import { weigh } from '../team/policy.ts'
import { type Commit, mayApprove, refusal, type Turn } from '../turn.ts'
import { undoMs } from './approve.ts'
import { reread } from './subject.ts'

/** Sends a post that is past its hour now; the approval it has is enough. */
export function sendLate(turn: Turn, intent: Extract<Intent, { kind: 'sendLate' }>): Commit {
  return async (tx) => {
    if (!mayApprove(turn)) return [refusal(turn)]
    if ((await lockPost(tx, intent.postId)) === undefined) return [{ kind: 'nothingOpen' }]
    const { view } = await reread(tx, turn, intent.postId)
    const ids = approved(view).map((one) => one.publication.id)
    if (ids.length === 0) return [{ kind: 'tooLate', post: view }]
    const dueAt = new Date(turn.now.getTime() + undoMs)
    await moveApproved(tx, ids, dueAt)
    await turn.enqueue(
      tx,
      'prepare',
      ids.map((key) => ({ key })),
    )
    const after = (await reread(tx, turn, intent.postId)).view
    return [{ kind: 'moved', post: after, dueAt, held: false, now: true }]
  }
}

/** The person saw it: the unconfirmed publication is published. */
export function itIsThere(turn: Turn, intent: Extract<Intent, { kind: 'itIsThere' }>): Commit {
  return async (tx) => {
    if (!mayApprove(turn)) return [refusal(turn)]
    await confirmPublished(tx, intent.publicationId, turn.now)
    return settled(tx, turn, intent.publicationId)
  }
}

/** The person says it is not there: a new approval sends it again. */
export function sendAgain(turn: Turn, intent: Extract<Intent, { kind: 'sendAgain' }>): Commit {
  return async (tx) => {
    if (!mayApprove(turn)) return [refusal(turn)]
    const [row] = await tx.select().from(publications).where(eq(publications.id, intent.publicationId)).for('update')
    if (row === undefined) return [{ kind: 'nothingOpen' }]
    if (row.status !== 'unconfirmed') return settled(tx, turn, row.id)
    const { view } = await reread(tx, turn, row.postId)
    const dueAt = new Date(turn.now.getTime() + undoMs)
    const yes = {
      workspaceId: turn.workspaceId,
      postId: row.postId,
      version: view.version,
      versionHash: view.hash,
      memberId: turn.member.id,
      conversationId: turn.conversationId,
      evidence: turn.evidence,
      at: turn.now,
    }
    const stored = await getPost(tx, row.postId)
    const about = view.variants.filter((one) => one.publication.id === row.id)
    if (stored === undefined || !(await isEnough(tx, turn, stored, about)))
      return [{ kind: 'teamRefused', why: 'notYourTurn', names: [] }]
    await signOff(tx, yes)
    await approvePublications(tx, yes, { publications: [row], dueAt })
    await turn.enqueue(tx, 'prepare', [{ key: row.id }])
    const after = (await reread(tx, turn, row.postId)).view
    return [{ kind: 'moved', post: after, dueAt, held: false, now: true }]
  }
}

/** True where this member's yes, with those the version has, is all that its policy asks for. */
async function isEnough(tx: Tx, turn: Turn, stored: StoredPost, about: VariantView[]): Promise<boolean> {
  const { policies, yeses, weighed, team } = await vote(tx, turn, stored, { about, canSay: true })
  const me = team.find(({ memberId }) => memberId === turn.member.id)
  if (weighed.isFulfilled || me === undefined) return weighed.isFulfilled
  return weigh(policies, stored.post.authorId, { yeses: [...yeses, me], member: undefined, team }).isFulfilled
}

/** The person lets it go: the unconfirmed publication is cancelled, and nothing is sent again. */
export function leaveIt(turn: Turn, intent: Extract<Intent, { kind: 'leaveIt' }>): Commit {
  return async (tx) => {
    if (!mayApprove(turn)) return [refusal(turn)]
    const [row] = await tx.select().from(publications).where(eq(publications.id, intent.publicationId)).for('update')
    if (row === undefined) return [{ kind: 'nothingOpen' }]
    if (row.status === 'unconfirmed') await cancel(tx, [row.id], turn.now)
    return settled(tx, turn, row.id)
  }
}

/** Takes published posts away at their networks. Asked without naming one, it asks back first. */
export async function takeAway(
  turn: Turn,
  intent: Extract<Intent, { kind: 'delete' }>,
  focusPostId: string | null,
): Promise<Commit> {
  if (!mayApprove(turn)) return async () => [refusal(turn)]
  const id = intent.publicationId
  if (id === undefined) return confirm(turn, turn.bound?.postId ?? focusPostId)
  const down = await takeDown(turn, id)
  if (!down.ok) return async () => [down.outcome]
  return async (tx) => {
    await markRemoved(tx, turn, id)
    return [{ kind: 'removed', platform: down.publication.platform }]
  }
}

/** A published post that is no longer at its network, or the outcome that says why it is. */
export type Down =
  | { ok: true; publication: typeof publications.$inferSelect; account: typeof accounts.$inferSelect }
  | { ok: false; outcome: Outcome }

/** Takes a published post away at its network; one that was taken away before is away. */
export async function takeDown(turn: Turn, publicationId: string): Promise<Down> {
  const found = await withWorkspace(turn.db, turn.workspaceId, async (tx) => {
    const [one] = await tx
      .select()
      .from(publications)
      .innerJoin(accounts, eq(accounts.id, publications.accountId))
      .where(and(eq(publications.id, publicationId), eq(publications.status, 'published')))
    return one
  })
  if (found === undefined) return { ok: false, outcome: { kind: 'notFound', number: null } }
  const { publications: publication, accounts: account } = found
  if (publication.removedAt !== null) return { ok: true, publication, account }
  const platform = turn.platforms.get(publication.platform)
  try {
    if (platform === undefined || publication.remoteId === null) throw new PlatformError('rejected', 'nothingThere')
    const open = openAccount(turn, turn.workspaceId, { ...account, lost: account.lostAt !== null })
    await remove(turn, platform, open, publication.remoteId)
    return { ok: true, publication, account }
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    return { ok: false, outcome: { kind: 'notRemoved', platform: publication.platform, say: error.say } }
  }
}

/** Notes that a published post was taken away; changes of it that wait are void. */
export async function markRemoved(tx: Tx, turn: Pick<Turn, 'now'>, publicationId: string): Promise<void> {
  await cancelCorrections(tx, [publicationId], turn.now)
  await tx.update(publications).set({ removedAt: turn.now }).where(eq(publications.id, publicationId))
}

function confirm(turn: Turn, postId: string | null): Commit {
  return async (tx) => {
    const stored = postId === null ? undefined : await getPost(tx, postId)
    if (stored === undefined) return [{ kind: 'nothingOpen' }]
    const { view } = await reread(tx, turn, stored.post.id)
    const ended = view.variants.map((one) => endedOf(turn, one)).filter((one) => one.canRemove)
    return ended.length === 0 ? [{ kind: 'notFound', number: null }] : [{ kind: 'confirmRemove', post: view, ended }]
  }
}

async function settled(tx: Tx, turn: Turn, publicationId: string): Promise<Outcome[]> {
  const [row] = await tx.select().from(publications).where(eq(publications.id, publicationId))
  if (row === undefined) return [{ kind: 'nothingOpen' }]
  const { view } = await reread(tx, turn, row.postId)
  const one = view.variants.find((variant) => variant.publication.id === publicationId)
  return one === undefined ? [{ kind: 'nothingOpen' }] : [{ kind: 'settled', post: view, ended: endedOf(turn, one) }]
}
