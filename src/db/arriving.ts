// Who comes and where they are heard, in one statement: it stands before every acknowledgement.
import { sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { rows, toDate } from './rows.ts'

/** A conversation that is known, with the workspace whose member the person is there. */
export type Place = { conversationId: string; workspaceId: string; lastInboundAt: Date | null }

/**
 * Who talks from `externalId`, or undefined for a stranger; with the conversation at `address`, where it is known and
 * the person has a seat somewhere. The workspace is the conversation's, or their first where they have no seat there.
 */
export async function arrivalOf(
  tx: Tx,
  { chat, externalId, address }: { chat: string; externalId: string; address: string },
): Promise<{ personId: string; place: Place | undefined } | undefined> {
  const [found] = await rows<{ person: string; conversation: string | null; workspace: string | null; at: string }>(
    tx,
    sql`select i.person_id as person, c.id as conversation, c.last_inbound_at as at,
        (select m.workspace_id from members m where m.person_id = i.person_id and m.removed_at is null
          order by m.workspace_id is distinct from c.workspace_id, m.created_at limit 1) as workspace
      from identities i left join conversations c on c.chat = i.chat and c.address = ${address}
      where i.chat = ${chat} and i.external_id = ${externalId}`,
  )
  if (found === undefined) return undefined
  const { person, conversation, workspace, at } = found
  const place =
    conversation === null || workspace === null
      ? undefined
      : { conversationId: conversation, workspaceId: workspace, lastInboundAt: toDate(at) }
  return { personId: person, place }
}
