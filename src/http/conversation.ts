// A member's conversation on the web: found or made, and begun by a greeting for somebody who comes in new.

import { getBrand } from '../db/brands.ts'
import { readSystem, type Tx, withWorkspace } from '../db/client.ts'
import { changeConversation } from '../db/conversations.ts'
import { lastNumber } from '../db/history.ts'
import { conversationAt } from '../db/tenants.ts'
import type { House } from './house.ts'
import type { Asker } from './identify.ts'

/** The id of the message with which the server begins a conversation; it is not shown. */
export const startId = 'start'

const greetingMs = 3_000

/** The conversation of a member, or one of several by name. It always belongs to the workspace they ask in. */
export async function conversationOf(house: House, asker: Asker, name?: string): Promise<string> {
  const address = name === undefined ? asker.personId : `${asker.personId}/${name}`
  return readSystem(house.app.ctx.db, async (tx) => {
    const { id, workspaceId } = await at(tx, asker, address)
    if (workspaceId === asker.workspaceId) return id
    if (workspaceId === null) {
      await changeConversation(tx, id, { workspaceId: asker.workspaceId })
      return id
    }
    // The person talks there about another workspace; what they may do here must not reach it.
    return (await at(tx, asker, `${address}@${asker.workspaceId}`)).id
  })
}

/** Greets somebody who has come to an empty conversation, unless the brand is known already. Programs are not greeted. */
export async function greet(house: House, asker: Asker, conversationId: string): Promise<void> {
  if (asker.by === 'token') return
  const { ctx, inbox } = house.app
  const { isSilent } = await readSystem(ctx.db, (tx) => lastNumber(tx, conversationId))
  if (!isSilent) return
  const brand = await withWorkspace(ctx.db, asker.workspaceId, getBrand)
  if (brand.setUpAt !== null) return
  const said = { text: '/start', scope: asker.scope }
  const { message } = await inbox.receive({
    conversationId,
    externalId: startId,
    said,
    sentAt: ctx.clock.now(),
    foldMs: 0,
  })
  await inbox.answered(message, AbortSignal.any([AbortSignal.timeout(greetingMs), house.stopping]))
}

function at(tx: Tx, asker: Asker, address: string) {
  const { personId, workspaceId } = asker
  return conversationAt(tx, { chat: 'web', address, personId, workspaceId })
}
