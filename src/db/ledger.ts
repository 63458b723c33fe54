// The ledger's statements across workspaces: what is due, the claim, the record. All run as the system role.
import { sql } from 'drizzle-orm'
import type { Content, Json } from '../core/platform.ts'
import type { Tx } from './client.ts'
import { rows, toDate } from './rows.ts'
import type { AttemptEnd, FailureKind, PlatformId, PublicationStatus } from './words.ts'

/** How long a claim holds without being renewed, by the database's clock. */
export const leaseSeconds = 10

/** A publication with what is needed to send it. */
export type Sendable = {
  id: string
  workspaceId: string
  postId: string
  platform: PlatformId
  status: PublicationStatus
  dueAt: Date | null
  usefulUntil: Date | null
  attempts: number
  settles: number
  frozen: Json
  progress: Json
  content: Content
  /** Terms that the brand never uses and that nobody let through for these words. */
  never: string[]
  account: { id: string; remoteId: string; name: string; credentials: string | null; lost: boolean }
  attempt: { id: string; startedAt: Date } | null
}

type SendableRow = {
  id: string
  workspace_id: string
  post_id: string
  platform: PlatformId
  status: PublicationStatus
  due_at: string | null
  useful_until: string | null
  attempts: number
  settles: number
  frozen: Json
  progress: Json
  content: Content
  never: string[]
  account_id: string
  remote_id: string
  account_name: string
  credentials: string | null
  lost_at: string | null
  attempt_id: string | null
  attempt_started_at: string | null
}

/** The terms that the words of `p` may not have: those of the brand, less what a grant of these words lets through. */
const never = sql`array(select term from rules r, unnest(r.terms) term where r.workspace_id = p.workspace_id and r.terms <> '{}'
  and not exists (select 1 from grants g where g.publication_id = p.id and g.variant_hash = p.variant_hash
    and g.voided_at is null and term = any(g.allowed)))`

const columns = sql`p.id, p.workspace_id, p.post_id, p.platform, p.status, p.due_at, p.useful_until, p.attempts, p.settles,
  p.frozen, p.progress, v.content, ${never} never, a.id account_id, a.remote_id, a.name account_name, a.credentials, a.lost_at`

/** Not paused by any hold; `p` is the publication. */
const notHeld = sql`not exists (select 1 from holds h where h.workspace_id = p.workspace_id and h.released_at is null
  and (h.account_id is null or h.account_id = p.account_id) and (h.platform is null or h.platform = p.platform))`

/** The grant that lets `p` be sent now; the trigger repeats this condition. */
const grant = sql`(select g.id from grants g where g.publication_id = p.id and g.variant_hash = p.variant_hash
  and g.voided_at is null and not exists (select 1 from attempts t where t.publication_id = p.id and t.grant_id = g.id
    and (t."end" is null or t."end" not in ('wait', 'absent', 'withdrawn', 'limited', 'unavailable', 'auth', 'operator')))
  order by g.created_at desc limit 1)`

/** Keys of scheduled publications due before `until` that can be made ready now. */
export async function toPrepare(tx: Tx, given: { now: Date; until: Date; limit: number }): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`select p.id from publications p join accounts a on a.id = p.account_id
      where p.status = 'scheduled' and p.due_at <= ${given.until.toISOString()}
        and (p.retry_at is null or p.retry_at <= ${given.until.toISOString()})
        and (p.useful_until is null or p.useful_until > ${given.now.toISOString()})
        and a.lost_at is null and a.removed_at is null and ${notHeld}
      order by p.due_at limit ${given.limit}`,
  )
  return found.map((row) => row.id)
}

/** The publications of these keys that are still in `status`, ready to be worked on. */
export async function load(tx: Tx, keys: string[], status: PublicationStatus): Promise<Sendable[]> {
  const found = await rows<SendableRow>(
    tx,
    sql`select ${columns}, t.id attempt_id, t.started_at attempt_started_at
      from publications p join variants v on v.id = p.variant_id join accounts a on a.id = p.account_id
      left join lateral (select id, started_at from attempts t where t.publication_id = p.id order by number desc limit 1) t on true
      where p.id in ${keys} and p.status = ${status}`,
  )
  return found.map(sendable)
}

/** Scheduled publications become armed with what was frozen, where they are still scheduled for the same words. */
export async function arm(tx: Tx, armed: { id: string; frozen: Json }[]): Promise<void> {
  await tx.execute(sql`update publications p set status = 'armed', frozen = r.frozen
    from jsonb_to_recordset(${JSON.stringify(armed)}::jsonb) as r(id uuid, frozen jsonb)
    where p.id = r.id and p.status = 'scheduled'`)
}

/** Claims up to `limit` publications that are due, at most one an account, in turn between workspaces, and opens their attempts. */
export async function claim(
  tx: Tx,
  given: { now: Date; sender: string; limit: number; only?: string },
): Promise<Sendable[]> {
  const now = given.now.toISOString()
  const only = given.only === undefined ? sql`` : sql`and p.id = ${given.only}`
  const found = await rows<SendableRow>(
    tx,
    sql`with ready as (
      select distinct on (p.account_id) p.id, p.due_at, p.workspace_id
      from publications p join accounts a on a.id = p.account_id
      where p.status = 'armed' and p.due_at <= ${now} ${only}
        and (p.retry_at is null or p.retry_at <= ${now}) and (p.useful_until is null or p.useful_until > ${now})
        and a.lost_at is null and a.removed_at is null
        and (a.last_sent_at is null or coalesce((a.settings->>'gapSeconds')::int, 0) = 0
          or a.last_sent_at + make_interval(secs => (a.settings->>'gapSeconds')::int) <= ${now})
        and ${notHeld}
        and not exists (select 1 from publications s where s.account_id = p.account_id and s.status = 'sending')
        and ${grant} is not null
      order by p.account_id, p.due_at
    ), turns as (
      select id, due_at, row_number() over (partition by workspace_id order by due_at) turn from ready
    ), chosen as (
      select p.id, gen_random_uuid() attempt from publications p join turns r on r.id = p.id where p.status = 'armed'
      order by r.turn, r.due_at limit ${given.limit} for update of p skip locked
    ), claimed as (
      update publications p set status = 'sending', sending_until = now() + make_interval(secs => ${leaseSeconds}),
        sender = ${given.sender}, attempts = p.attempts + 1
      from chosen c where p.id = c.id and p.status = 'armed' returning p.*, c.attempt
    ), tries as (
      insert into attempts (id, workspace_id, publication_id, grant_id, number, sender, started_at)
      select p.attempt, p.workspace_id, p.id, ${grant}, p.attempts, ${given.sender}, ${now}::timestamptz from claimed p
    )
    select ${columns}, p.attempt attempt_id, ${now}::timestamptz attempt_started_at
    from claimed p join variants v on v.id = p.variant_id join accounts a on a.id = p.account_id`,
  )
  return found.map(sendable)
}

/** The earliest moment after `now` at which something armed wants to leave. */
export async function nextDue(tx: Tx, now: Date): Promise<Date | null> {
  const found = await rows<{ next: string | null }>(
    tx,
    sql`select min(greatest(due_at, retry_at)) as next from publications
      where status = 'armed' and greatest(due_at, retry_at) > ${now.toISOString()}`,
  )
  return toDate(found[0]?.next ?? null)
}

/** How a try ended, as it goes into the ledger. */
export type Recorded = {
  id: string
  attemptId: string
  end: AttemptEnd
  status: 'published' | 'failed' | 'unconfirmed' | 'scheduled'
  at: Date
  sentAt?: Date
  url?: string | null
  remoteId?: string
  progress?: Json
  retryAt?: Date
  kind?: FailureKind
  say?: string
}

/** Writes the ends of tries of this sender; a row that is no longer its own is left alone, but good news is always taken. Returns what was written. */
export async function record(tx: Tx, sender: string, ends: Recorded[]): Promise<string[]> {
  const data = JSON.stringify(
    ends.map((end) => ({ ...end, kind: end.kind ?? null, say: end.say ?? null, progress: end.progress ?? null })),
  )
  const written = await rows<{ id: string }>(
    tx,
    sql`with r as (
      select * from jsonb_to_recordset(${data}::jsonb) as r(id uuid, "attemptId" uuid, "end" text, status text, at timestamptz,
        "sentAt" timestamptz, url text, "remoteId" text, progress jsonb, "retryAt" timestamptz, kind text, say text)
    ), tries as (
      update attempts t set "end" = r."end", ended_at = r.at, sent_at = coalesce(r."sentAt", t.sent_at), say = r.say
      from r where t.id = r."attemptId" and (t."end" is null or r."end" = 'published')
    ), sent as (
      update accounts a set last_sent_at = r."sentAt" from r join publications p on p.id = r.id
      where a.id = p.account_id and r."sentAt" is not null
    )
    update publications p set status = r.status, sent_at = coalesce(r."sentAt", p.sent_at), sending_until = null, sender = null,
      measure_at = case when r.status = 'published' and coalesce(r."remoteId", p.remote_id) is not null
        then coalesce(r."sentAt", p.sent_at, r.at) + interval '15 minutes' end,
      published_at = case when r.status = 'published' then coalesce(r."sentAt", p.sent_at, r.at) end,
      ended_at = case when r.status <> 'scheduled' then r.at end, told_at = null,
      url = coalesce(r.url, p.url), remote_id = coalesce(r."remoteId", p.remote_id),
      progress = coalesce(r.progress, p.progress), retry_at = r."retryAt",
      failure_kind = case when r.status in ('failed', 'unconfirmed', 'scheduled') then r.kind end,
      failure_say = r.say
    from r where p.id = r.id and ((p.status = 'sending' and p.sender = ${sender})
      or (p.status = 'unconfirmed' and r.status = 'published'))
    returning p.id`,
  )
  return written.map((row) => row.id)
}

/** Keeps what one call of a ratchet reached, while the publication stays claimed. False when the claim is lost. */
export async function saveProgress(tx: Tx, given: { id: string; sender: string; progress: Json }): Promise<boolean> {
  const kept = await rows<{ id: string }>(
    tx,
    sql`update publications set progress = ${JSON.stringify(given.progress)}::jsonb,
      sending_until = now() + make_interval(secs => ${leaseSeconds})
      where id = ${given.id} and status = 'sending' and sender = ${given.sender} returning id`,
  )
  return kept.length > 0
}

/** Renews the claims of calls that are still under way. */
export async function renew(tx: Tx, given: { ids: string[]; sender: string }): Promise<void> {
  await tx.execute(sql`update publications set sending_until = now() + make_interval(secs => ${leaseSeconds})
    where id in ${given.ids} and status = 'sending' and sender = ${given.sender}`)
}

/** Lets go of a claim without an end, so that settling begins at once; keeps when the request left. */
export async function lapse(tx: Tx, given: { id: string; sender: string; sentAt: Date | undefined }): Promise<void> {
  await tx.execute(sql`update publications set sending_until = now(), sender = null,
    sent_at = coalesce(${given.sentAt?.toISOString() ?? null}::timestamptz, sent_at)
    where id = ${given.id} and status = 'sending' and sender = ${given.sender}`)
}

/** Keys of publications whose sender was not heard of in time. */
export async function lapsed(tx: Tx): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`select id from publications where status = 'sending' and sending_until <= now() order by sending_until limit 200`,
  )
  return found.map((row) => row.id)
}

/** Takes over a lapsed publication for settling; false when somebody else has it. */
export async function takeOver(tx: Tx, given: { id: string; sender: string; seconds: number }): Promise<boolean> {
  const taken = await rows<{ id: string }>(
    tx,
    sql`update publications set sender = ${given.sender}, settles = settles + 1,
      sending_until = now() + make_interval(secs => ${given.seconds})
      where id = ${given.id} and status = 'sending' and sending_until <= now() returning id`,
  )
  return taken.length > 0
}

/** Puts the next look after a lost answer off by some seconds. */
export async function lookAgain(tx: Tx, given: { id: string; sender: string; seconds: number }): Promise<void> {
  await tx.execute(sql`update publications set sender = null, sending_until = now() + make_interval(secs => ${given.seconds})
    where id = ${given.id} and status = 'sending' and sender = ${given.sender}`)
}

/** A scheduled publication that could not be made ready: try later, or give up. */
export async function putOff(
  tx: Tx,
  given: { id: string; at: Date; retryAt: Date | null; giveUp: boolean; kind: FailureKind; say: string },
): Promise<void> {
  await tx.execute(sql`update publications set attempts = attempts + 1, retry_at = ${given.retryAt?.toISOString() ?? null},
    status = ${given.giveUp ? 'failed' : 'scheduled'}, failure_kind = ${given.kind}, failure_say = ${given.say},
    ended_at = ${given.giveUp ? given.at.toISOString() : null}
    where id = ${given.id} and status = 'scheduled'`)
}

function sendable(row: SendableRow): Sendable {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    postId: row.post_id,
    platform: row.platform,
    status: row.status,
    dueAt: toDate(row.due_at),
    usefulUntil: toDate(row.useful_until),
    attempts: row.attempts,
    settles: row.settles,
    frozen: row.frozen,
    progress: row.progress,
    content: row.content,
    never: row.never,
    account: {
      id: row.account_id,
      remoteId: row.remote_id,
      name: row.account_name,
      credentials: row.credentials,
      lost: row.lost_at !== null,
    },
    attempt:
      row.attempt_id === null ? null : { id: row.attempt_id, startedAt: toDate(row.attempt_started_at) ?? new Date(0) },
  }
}
