// Accounts that somebody gives us by an act in a chat: the owner of a desk connects, and hears of it; strangers give nothing.
import type { Chat, Offer } from '../core/chat.ts'
import type { Context } from '../core/context.ts'
import { fullOf } from '../core/team/plans.ts'
import { connectAccount } from '../db/accounts.ts'
import { waitingFor } from '../db/checks.ts'
import { asSystem, withSystem, withWorkspace } from '../db/client.ts'
import { conversationAt, seatOf, whoIs } from '../db/tenants.ts'

/** Makes the receiver of offers that chats are started with. The same offer again changes nothing and says nothing. */
export function createOffers(ctx: Context) {
  return (chat: Chat) =>
    async ({ platform, remoteId, name, by, address }: Offer): Promise<void> => {
      const seat = await withSystem(ctx.db, async (tx) => {
        const personId = await whoIs(tx, chat.id, by.externalId)
        return personId === undefined ? undefined : seatOf(tx, personId)
      })
      if (seat === undefined || !ctx.platforms.has(platform)) {
        ctx.log.info({ chat: chat.id, platform }, 'an account was offered by somebody who has no desk here')
        return
      }
      const { workspaceId, personId } = seat
      await withWorkspace(ctx.db, workspaceId, async (tx) => {
        const mayConnect = seat.role === 'owner'
        const full = mayConnect ? await fullOf(tx, 'accounts', { now: ctx.clock.now() }) : undefined
        if (full !== undefined)
          return ctx.log.info({ workspace: workspaceId }, 'an account was offered beyond the plan')
        const given = { workspaceId, platform, remoteId, name }
        const made = mayConnect ? await connectAccount(tx, given) : undefined
        if (made?.how === 'renewed') return
        const { waiting } = made === undefined ? { waiting: 0 } : await waitingFor(tx, made.account.id)
        await asSystem(tx)
        const { id: conversationId } = await conversationAt(tx, { chat: chat.id, address, personId, workspaceId })
        const outcome =
          made === undefined
            ? ({ kind: 'refused', why: 'role' } as const)
            : ({ kind: 'connected', platform, account: name, how: made.how, waiting } as const)
        await ctx.tell(tx, { conversationId, workspaceId }, outcome)
      })
    }
}
