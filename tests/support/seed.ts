// Many approved publications at once, written as an approval writes them, for benches and chaos.
import { sql } from 'drizzle-orm'
import type { Content } from '../../src/core/platform.ts'
import type { Sealer } from '../../src/core/secrets.ts'
import { type Db, withSystem, withWorkspace } from '../../src/db/client.ts'
import { conversationAt, makeWorkspace, type Seat } from '../../src/db/tenants.ts'
import type { PlatformId } from '../../src/db/words.ts'

/** Makes workspaces with their owners and web conversations. */
export async function seedWorkspaces(db: Db, count: number): Promise<(Seat & { conversationId: string })[]> {
  const seats = []
  for (let i = 0; i < count; i++) {
    seats.push(
      await withSystem(db, async (tx) => {
        const seat = await makeWorkspace(tx, {
          personName: `P${i}`,
          name: `W${i}`,
          zone: 'Europe/Rome',
          language: 'en',
        })
        const { personId, workspaceId } = seat
        const { id } = await conversationAt(tx, { chat: 'web', address: personId, personId, workspaceId })
        return { ...seat, conversationId: id }
      }),
    )
  }
  return seats
}

/**
 * Approves `count` posts of one workspace, each to an account of its own, all due at one moment. Returns their keys.
 * The network's ids of the accounts begin with `remote` and end with 1, 2 and so on; a lone one is `remote` itself. The words
 * of several `parts` end with the number of the post and of the part.
 */
export async function seedPublications(
  db: Db,
  sealer: Sealer,
  seat: Seat & { conversationId: string },
  given: {
    count: number
    dueAt: Date
    platform: PlatformId
    text?: string
    remote?: string
    credentials?: object
    parts?: number
    /** What goes out beside the words. */
    content?: Partial<Content>
  },
): Promise<string[]> {
  const { workspaceId, memberId, conversationId } = seat
  const credentials = sealer.seal(workspaceId, JSON.stringify(given.credentials ?? { token: 'square-bench' }))
  const words = { text: given.text ?? 'One post of many.', parts: [], pictures: [], options: {} }
  const content = JSON.stringify({ ...words, ...given.content })
  const due = given.dueAt.toISOString()
  const useful = new Date(given.dueAt.getTime() + 3_600_000).toISOString()
  return withWorkspace(db, workspaceId, async (tx) => {
    const made = await tx.execute(sql`
      with numbers as (select n, gen_random_uuid() account, gen_random_uuid() post, gen_random_uuid() variant, gen_random_uuid() publication
        from generate_series(1, ${given.count}::int) n),
      keep as materialized (select * from numbers),
      a as (insert into accounts (id, workspace_id, platform, remote_id, name, credentials)
        select account, ${workspaceId}::uuid, ${given.platform}, coalesce(${given.remote ?? null}::text || case when ${given.count}::int = 1 then '' else n::text end, account::text), 'account', ${credentials} from keep),
      p as (insert into posts (id, workspace_id, number, author_id, conversation_id, version, due_at)
        select post, ${workspaceId}::uuid, n, ${memberId}::uuid, ${conversationId}::uuid, 1, ${due}::timestamptz from keep),
      v as (insert into versions (workspace_id, post_id, version, hash, idea)
        select ${workspaceId}::uuid, post, 1, 'h', 'idea' from keep),
      va as (insert into variants (id, workspace_id, post_id, version, platform, account_id, content, hash)
        select variant, ${workspaceId}::uuid, post, 1, ${given.platform}, account, ${content}::jsonb || case when ${given.parts ?? 0}::int = 0 then '{}'::jsonb else jsonb_build_object('parts', (select coalesce(jsonb_agg(${given.text ?? ''}::text || ' ' || n || '/' || part), '[]'::jsonb)
          from generate_series(1, ${given.parts ?? 0}::int) part)) end, 'h' || n from keep)
      insert into publications (id, workspace_id, post_id, variant_id, variant_hash, account_id, platform)
        select publication, ${workspaceId}::uuid, post, variant, 'h' || n, account, ${given.platform} from keep returning id`)
    const ids = made.map((row) => String(row.id))
    await tx.execute(sql`update publications set status = 'awaiting_approval' where id in ${ids}`)
    await tx.execute(sql`
      with ap as (insert into approvals (workspace_id, post_id, version, version_hash, conversation_id)
        select workspace_id, post_id, 1, 'h', ${conversationId}::uuid from publications where id in ${ids} returning id, post_id)
      insert into grants (workspace_id, approval_id, publication_id, variant_hash)
        select p.workspace_id, ap.id, p.id, p.variant_hash from publications p join ap on ap.post_id = p.post_id where p.id in ${ids}`)
    await tx.execute(sql`update publications set status = 'scheduled', due_at = ${due}::timestamptz,
      useful_until = ${useful}::timestamptz where id in ${ids}`)
    return ids
  })
}
