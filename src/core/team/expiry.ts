// Requests that nobody answered: a reminder outside of quiet hours, and a question when their time is over.
import { type Tx, withSystem } from '../../db/client.ts'
import { signedBy } from '../../db/policies.ts'
import { getPosts, type StoredPost } from '../../db/posts.ts'
import { asksOf, getRequest, setReminder, takeExpired, takeReminders } from '../../db/requests.ts'
import type { QuietHours } from '../../db/schema/members.ts'
import { namesOf, teamOf } from '../../db/team.ts'
import { brandsOf } from '../../db/tenants.ts'
import type { Context } from '../context.ts'
import type { PostView } from '../outcome.ts'
import { viewPost } from '../posts/view.ts'
import { resolve, toWall } from '../time/wall.ts'
import { changesFor } from './asking.ts'

const chunk = 50

/** Reminds of what waits and asks about what is over, each once. */
export async function tendRequests(ctx: Context, now: Date): Promise<void> {
  await withSystem(ctx.db, (tx) => remind(ctx, tx, now))
  await withSystem(ctx.db, (tx) => expire(ctx, tx, now))
}

async function remind(ctx: Context, tx: Tx, now: Date): Promise<void> {
  for (const ask of await takeReminders(tx, now, chunk)) {
    const { workspaceId, conversationId, memberId } = ask
    const [request, team, shown] = [
      await getRequest(tx, ask.requestId),
      await teamOf(tx, workspaceId),
      await viewOf(ctx, tx, workspaceId, ask.postId),
    ]
    const member = team.find(({ id }) => id === memberId)
    const wakesAt = member && quietUntil(member.quiet, now, member.zone ?? shown?.clock ?? 'UTC')
    const isPutOff = wakesAt !== undefined && request !== undefined && wakesAt < request.expiresAt
    await setReminder(tx, ask.id, isPutOff ? wakesAt : null)
    if (member === undefined || request === undefined || shown === undefined || wakesAt !== undefined) continue
    const from = team.find(({ id }) => id === request.memberId)?.name ?? ''
    const post = { ...shown.post, review: { isAsked: true, isMine: false } }
    const changes = await changesFor(tx, shown.stored, { memberId, until: ask.version - 1 })
    const outcome = { kind: 'approvalAsked', post, from, changes, isReminder: true } as const
    await ctx.tell(tx, { conversationId, workspaceId }, outcome)
  }
}

async function expire(ctx: Context, tx: Tx, now: Date): Promise<void> {
  for (const { id, workspaceId, postId } of await takeExpired(tx, now, chunk)) {
    const request = await getRequest(tx, id)
    const shown = await viewOf(ctx, tx, workspaceId, postId)
    if (request === undefined || shown === undefined) continue
    const asked = await asksOf(tx, id)
    const { version, versionHash } = request
    const yeses = await signedBy(tx, { postId, version, versionHash })
    // Who was asked before the last yes was asked for that one.
    const lastYes = Math.max(0, ...yeses.map(({ at }) => at.getTime()))
    const silent = asked
      .filter(
        ({ memberId, createdAt }) => createdAt.getTime() >= lastYes && !yeses.some((yes) => yes.memberId === memberId),
      )
      .map(({ memberId }) => memberId)
    const names = [...(await namesOf(tx, silent)).values()]
    const team = await teamOf(tx, workspaceId)
    const isGone = silent.every((one) => !team.some(({ id: memberId }) => memberId === one))
    const { post } = shown
    const { conversationId } = request
    await ctx.tell(tx, { conversationId, workspaceId }, { kind: 'requestExpired', post, names, isGone })
    const others = new Set(asked.map((ask) => ask.conversationId))
    others.delete(conversationId)
    for (const other of [...others].toSorted())
      await ctx.tell(
        tx,
        { conversationId: other, workspaceId },
        { kind: 'requestEnded', post, end: 'expired', by: '', dueAt: null },
      )
  }
}

async function viewOf(
  ctx: Context,
  tx: Tx,
  workspaceId: string,
  postId: string,
): Promise<{ post: PostView; stored: StoredPost; clock: string } | undefined> {
  const [stored] = await getPosts(tx, [postId])
  const brand = (await brandsOf(tx, [workspaceId])).get(workspaceId) ?? { name: '', zone: 'UTC' }
  return stored && { post: viewPost(ctx, stored, brand), stored, clock: brand.zone }
}

/** When quiet hours end, where it is quiet now; they may lie across midnight. */
export function quietUntil(quiet: QuietHours | null, now: Date, zone: string): Date | undefined {
  if (quiet === null || quiet.from === quiet.to) return undefined
  const { date, time } = toWall(now, zone)
  const isOver = quiet.from > quiet.to
  const isQuiet = isOver ? time >= quiet.from || time < quiet.to : time >= quiet.from && time < quiet.to
  if (!isQuiet) return undefined
  const day = isOver && time >= quiet.from ? after(date) : date
  const found = resolve({ date: day, time: quiet.to, zone })
  return found.kind === 'overlap' ? found.later : found.at
}

function after(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
