// Who comes and where they are heard, in one statement each: it stands before every acknowledgement.
import { sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { rows, toDate } from './rows.ts'
import type { Seat } from './tenants.ts'

/** A conversation that is known, with the workspace whose member the person is there. */
export type Place = { conversationId: string; workspaceId: string; lastInboundAt: Date | null }

/**
 * Who talks from `externalId` and by which name the chat finds them, or undefined for a stranger; with the conversation at `address`, where it is known and
 * the person has a seat somewhere. The workspace is the conversation's, or their first where they have no seat there.
 */
export async function arrivalOf(
  tx: Tx,
  { chat, externalId, address }: { chat: string; externalId: string; address: string },
): Promise<{ personId: string; handle: string | null; place: Place | undefined } | undefined> {
  const [found] = await rows<{
    person: string
    handle: string | null
    conversation: string | null
    workspace: string | null
    at: string
  }>(
    tx,
    sql`select i.person_id as person, i.handle, c.id as conversation, c.last_inbound_at as at,
        (select m.workspace_id from members m where m.person_id = i.person_id and m.removed_at is null
          order by m.workspace_id is distinct from c.workspace_id, m.created_at limit 1) as workspace
      from identities i left join conversations c on c.chat = i.chat and c.address = ${address}
      where i.chat = ${chat} and i.external_id = ${externalId}`,
  )
  if (found === undefined) return undefined
  const { person, handle, conversation, workspace, at } = found
  const place =
    conversation === null || workspace === null
      ? undefined
      : { conversationId: conversation, workspaceId: workspace, lastInboundAt: toDate(at) }
  return { personId: person, handle, place }
}

/** The seat that a live session of a browser with this hash gives, or undefined: in its workspace, or in the first of its person. */
export async function seatBySession(tx: Tx, hash: string, now: Date): Promise<Seat | undefined> {
  const [found] = await rows<Seat>(
    tx,
    sql`select s.person_id as "personId", m.workspace_id as "workspaceId", m.id as "memberId", m.role
      from sessions s join members m on m.person_id = s.person_id and m.removed_at is null
        and (s.workspace_id is null or m.workspace_id = s.workspace_id)
      where s.hash = ${hash} and s.kind = 'browser' and s.revoked_at is null and s.expires_at > ${now.toISOString()}::timestamptz
      order by m.created_at limit 1`,
  )
  return found
}
