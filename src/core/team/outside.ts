// Words of somebody without a seat, in a group that a workspace is in: brought to the author as what they are, somebody's words.
import type { Tx } from '../../db/client.ts'
import { getPosts } from '../../db/posts.ts'
import { openRequestOf } from '../../db/requests.ts'
import { cardSeenAt } from '../../db/rooms.ts'
import { brandsOf } from '../../db/tenants.ts'
import type { Context } from '../context.ts'
import { viewPost } from '../posts/view.ts'
import { named } from './arrivals.ts'
import { reviewOfAsker } from './asking.ts'

/** A reply in a group to a card. */
export type Remark = { chat: string; address: string; externalId: string; name: string; words: string }

/** Brings the words to whoever asked for the yes, else to the author. False where they are a reply to nothing of ours. They approve nothing. */
export async function passOn(ctx: Pick<Context, 'tell' | 'platforms'>, tx: Tx, remark: Remark): Promise<boolean> {
  const card = await cardSeenAt(tx, remark)
  const request = card && (await openRequestOf(tx, card.postId))
  const [stored] = card === undefined ? [] : await getPosts(tx, [card.postId])
  if (card === undefined || stored === undefined) return false
  const { workspaceId } = card
  const conversationId = request?.conversationId ?? card.conversationId
  const brand = (await brandsOf(tx, [workspaceId])).get(workspaceId) ?? { name: '', zone: 'UTC' }
  const said = {
    by: named(remark.name) || '?',
    words: remark.words.toWellFormed().replaceAll('\0', ''),
    asksChange: false,
  }
  const review = request && (await reviewOfAsker(tx, request))
  const post = { ...viewPost(ctx, stored, brand), ...(review && { review }) }
  await ctx.tell(tx, { conversationId, workspaceId }, { kind: 'commented', post, ...said })
  return true
}
