// Everything that ends is told, everything late is asked about: in the transaction that marks it as said.
import { type Tx, withSystem } from '../../db/client.ts'
import { type ToTell, takeDelayed, takeEnded, takeLate } from '../../db/late.ts'
import { getPosts } from '../../db/posts.ts'
import { brandsOf } from '../../db/tenants.ts'
import type { Context } from '../context.ts'
import { endings } from '../notices/happening.ts'
import type { Ended, Outcome, PostView, VariantView } from '../outcome.ts'
import { viewPost } from '../posts/view.ts'

/** Posts told in one transaction. */
const chunk = 50

/** Tells what was published, failed or cannot be known. */
export async function tellEnded(ctx: Context, now: Date): Promise<void> {
  await tellEach(
    ctx,
    (tx) => takeEnded(tx, now, chunk),
    (post, about) => [{ kind: 'ended', post, ended: about.map((one) => endedOf(ctx, one)) }],
    async (tx, workspaceId, post, about) => {
      for (const happening of endings(
        post,
        about.map((one) => endedOf(ctx, one)),
        now,
      ))
        await ctx.notify(tx, workspaceId, happening)
    },
  )
}

/** Asks about what is too late to go out by itself, and tells what trouble delays. */
export async function tellLate(ctx: Context, now: Date): Promise<void> {
  await tellEach(
    ctx,
    (tx) => takeLate(tx, now, chunk),
    (post, about) => [{ kind: 'late', post, dueAt: firstDue(about) ?? now }],
  )
  await tellEach(
    ctx,
    (tx) => takeDelayed(tx, now, chunk),
    (post, about) => about.map((one) => delayedOf(post, one)),
  )
}

/** What keeps a post from going out to one network: its account is lost, or trouble that passes. */
function delayedOf(post: PostView, one: VariantView): Outcome {
  const { platform, account, publication } = one
  const say = publication.say ?? ''
  const { dueAt, retryAt, usefulUntil } = publication
  const asksFirst = retryAt !== null && usefulUntil !== null && retryAt > usefulUntil
  if (publication.failure !== 'auth')
    return { kind: 'delayed', post, platform, account, say, dueAt, retryAt, asksFirst }
  return { kind: 'accountLost', platform, account, say, waiting: 1, nextAt: dueAt, zone: post.zone }
}

function firstDue(about: readonly VariantView[]): Date | undefined {
  return about.flatMap(({ publication }) => publication.dueAt ?? []).toSorted((a, b) => a.getTime() - b.getTime())[0]
}

/** How one network of a post ended, for telling. */
export function endedOf(ctx: Pick<Context, 'platforms'>, one: VariantView): Ended {
  const { id, status, url, say, never, removedAt } = one.publication
  const platform = status === 'published' && removedAt === null ? ctx.platforms.get(one.platform) : undefined
  const [canRemove, canEdit] = [platform?.remove !== undefined, platform?.edit !== undefined]
  return {
    publicationId: id,
    platform: one.platform,
    account: one.account,
    status,
    url,
    say,
    never,
    canRemove,
    canEdit,
  }
}

/** Tells by chunks, each in one transaction and in the order of conversations, until nothing is left. */
async function tellEach(
  ctx: Context,
  take: (tx: Tx) => Promise<ToTell[]>,
  say: (post: PostView, about: VariantView[]) => Outcome[],
  more: (tx: Tx, workspaceId: string, post: PostView, about: VariantView[]) => Promise<void> = async () => undefined,
): Promise<void> {
  for (;;) {
    const told = await withSystem(ctx.db, async (tx) => {
      const found = await take(tx)
      const stored = await getPosts(
        tx,
        found.map((one) => one.postId),
      )
      const brands = await brandsOf(
        tx,
        found.map((one) => one.workspaceId),
      )
      const viewed = (one: ToTell) => {
        const known = stored.find((candidate) => candidate.post.id === one.postId)
        if (known === undefined) return undefined
        const post = viewPost(ctx, known, brands.get(one.workspaceId) ?? { name: '', zone: 'UTC' })
        return { post, about: post.variants.filter(({ publication }) => one.publicationIds.includes(publication.id)) }
      }
      const each = found.flatMap((one) => one.conversationIds.map((conversationId) => ({ ...one, conversationId })))
      for (const one of each.toSorted((a, b) => (a.conversationId < b.conversationId ? -1 : 1))) {
        const shown = viewed(one)
        if (shown === undefined) continue
        for (const outcome of say(shown.post, shown.about)) await ctx.tell(tx, one, outcome)
      }
      for (const one of found) {
        const shown = viewed(one)
        if (shown !== undefined) await more(tx, one.workspaceId, shown.post, shown.about)
      }
      return found.length
    })
    if (told < chunk) return
  }
}
