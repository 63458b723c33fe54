// What must hold after any killing: nothing twice, nothing in limbo, each end told once.
import { sql } from 'drizzle-orm'
import { withSystem } from '../../src/db/client.ts'
import type { Stage } from './stage.ts'

/** Counts of what must be zero, and of what was looked at. */
export type Verdict = { faults: Record<string, number>; seen: Record<string, number> }

const faults: Record<string, ReturnType<typeof sql>> = {
  'in limbo': sql`select count(*)::int n from publications where status in ('sending', 'armed', 'scheduled') and due_at < now() - interval '5 seconds'`,
  'ended and not told': sql`select count(*)::int n from publications where ended_at is not null and told_at is null and status <> 'cancelled'`,
  'messages not answered': sql`select count(*)::int n from messages where answered_at is null`,
  'messages answered twice': sql`select count(*)::int n from (select r.message_id from replies r join messages m on m.id = r.message_id
    where m.said ? 'text' group by r.message_id having count(*) > 1) x`,
  'posts approved twice': sql`select count(*)::int n from (select post_id, version from signoffs group by 1, 2 having count(*) > 1) x`,
  'two live grants': sql`select count(*)::int n from (select publication_id from grants where voided_at is null group by 1 having count(*) > 1) x`,
  'published without approval': sql`select count(*)::int n from publications p where p.status = 'published' and not exists
    (select 1 from grants g join approvals a on a.id = g.approval_id join signoffs s on s.post_id = a.post_id and s.version_hash = a.version_hash
      where g.publication_id = p.id and g.variant_hash = p.variant_hash)`,
  'gaps in the numbers of replies': sql`select count(*)::int n from (select c.id from conversations c left join replies r on r.conversation_id = c.id
    group by c.id, c.counter having c.counter <> count(r.id)) x`,
}

const unconfirmedKeys = sql`select a.remote_id || ' ' || (v.content->>'text') as key,
  exists (select 1 from attempts t where t.publication_id = p.id) as claimed from publications p
  join accounts a on a.id = p.account_id join variants v on v.id = p.variant_id where p.status = 'unconfirmed'`

/** Looks at the database and at the network. */
export async function judge(
  stage: Stage,
  given: { unconfirmedAllowed: boolean; withApprovals: boolean; parts?: number },
): Promise<Verdict> {
  const found: Record<string, number> = {}
  const count = (query: ReturnType<typeof sql>) =>
    withSystem(stage.db, async (tx) => Number((await tx.execute(query))[0]?.n ?? 0))
  for (const [name, query] of Object.entries(faults)) {
    if (name === 'published without approval' && !given.withApprovals) continue
    found[name] = await count(query)
  }
  // No text is sent twice to one channel: place and words are the key there.
  const inChannels = stage.bot.world.messages.map(({ chat, text }) => `${chat} ${text}`)
  const keys = [
    ...stage.square.posts.map((post) => post.key),
    ...inChannels,
    ...stage.bluesky.posts.map(({ record }) => record.text),
    ...stage.mastodon.posts.map(({ status }) => status),
  ]
  found['calls that are wrong'] = [stage.bot.faults, stage.bluesky.refusals, stage.mastodon.refusals].flat().length
  found['posts that went out twice'] = keys.length - new Set(keys).size
  const published = await count(sql`select count(*)::int n from publications where status = 'published'`)
  const there = new Set(keys).size / (given.parts ?? 1)
  found['published and not there'] = Math.max(0, published - there)
  const unconfirmed = await count(sql`select count(*)::int n from publications where status = 'unconfirmed'`)
  if (!given.unconfirmedAllowed) found.unconfirmed = unconfirmed
  // A process that dies between its claim and the request leaves something that nobody can know; without a claim it never may.
  const doubts = await withSystem(stage.db, (tx) => tx.execute(unconfirmedKeys))
  const neverSent = doubts.filter((row) => !keys.includes(String(row.key))).length
  found['unconfirmed without a claim'] = doubts.filter((row) => !row.claimed).length
  const settled = published + unconfirmed
  found['there, and the ledger does not say so'] = Math.max(0, there - settled)
  const told = await count(sql`select count(*)::int n from replies where unasked = 1 and body->>'text' like 'Out on%'`)
  found['ends told more or less than once'] = Math.abs(told - published)
  return { faults: found, seen: { published, unconfirmed, neverSent, onTheNetwork: keys.length, told } }
}
