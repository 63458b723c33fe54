// Everything that ends is told, everything late is asked about: in the transaction that marks it as said.
import { type Tx, withSystem } from '../../db/client.ts'
import { type ToTell, takeDelayed, takeEnded, takeLate } from '../../db/late.ts'
import { getPost } from '../../db/posts.ts'
import { brandOf } from '../../db/tenants.ts'
import type { Context } from '../context.ts'
import type { Ended, Outcome, PostView, VariantView } from '../outcome.ts'
import { viewPost } from '../posts/view.ts'

/** Tells what was published, failed or cannot be known. */
export async function tellEnded(ctx: Context, now: Date): Promise<void> {
  await tellEach(
    ctx,
    (tx) => takeEnded(tx, now),
    (post, about) => [{ kind: 'ended', post, ended: about.map((one) => endedOf(ctx, one)) }],
  )
}

/** Asks about what is too late to go out by itself, and tells what trouble delays. */
export async function tellLate(ctx: Context, now: Date): Promise<void> {
  await tellEach(
    ctx,
    (tx) => takeLate(tx, now),
    (post) => [{ kind: 'late', post, dueAt: post.dueAt ?? now }],
  )
  await tellEach(
    ctx,
    (tx) => takeDelayed(tx, now),
    (post, about) =>
      about.map((one) => ({ kind: 'delayed', post, platform: one.platform, say: one.publication.say ?? '' })),
  )
}

/** How one network of a post ended, for telling. */
export function endedOf(ctx: Pick<Context, 'platforms'>, one: VariantView): Ended {
  const { id, status, url, say } = one.publication
  const canRemove = status === 'published' && ctx.platforms.get(one.platform)?.remove !== undefined
  return { publicationId: id, platform: one.platform, account: one.account, status, url, say, canRemove }
}

async function tellEach(
  ctx: Context,
  take: (tx: Tx) => Promise<ToTell[]>,
  say: (post: PostView, about: VariantView[]) => Outcome[],
): Promise<void> {
  await withSystem(ctx.db, async (tx) => {
    for (const found of await take(tx)) {
      const stored = await getPost(tx, found.postId)
      if (stored === undefined) continue
      const post = viewPost(ctx, stored, await brandOf(tx, found.workspaceId))
      const about = post.variants.filter((one) => found.publicationIds.includes(one.publication.id))
      for (const conversationId of found.conversationIds) {
        for (const outcome of say(post, about)) {
          await ctx.tell(tx, { conversationId, workspaceId: found.workspaceId }, outcome)
        }
      }
    }
  })
}
