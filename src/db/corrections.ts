// Changes of what is public: proposed under an approval by a workspace, claimed and recorded across workspaces.
import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Content } from '../core/platform.ts'
import type { Tx } from './client.ts'
import { rows } from './rows.ts'
import { accounts } from './schema/accounts.ts'
import { attempts } from './schema/attempts.ts'
import { corrections } from './schema/corrections.ts'
import { publications } from './schema/publications.ts'
import { variants } from './schema/variants.ts'
import type { AttemptEnd, FaultKind, PlatformId } from './words.ts'

/** Writes a change that was approved. False where an earlier one is on its way right now. */
export async function writeCorrection(
  tx: Tx,
  given: typeof corrections.$inferInsert & { createdAt: Date },
): Promise<boolean> {
  const made = await tx.insert(corrections).values(given).onConflictDoNothing().returning({ id: corrections.id })
  return made.length > 0
}

/** Cancels changes of these publications that wait, but for those to the words of `hash`. */
export async function cancelCorrections(tx: Tx, publicationIds: string[], at: Date, hash?: string): Promise<void> {
  const waits = and(inArray(corrections.publicationId, publicationIds), eq(corrections.status, 'waiting'))
  await tx
    .update(corrections)
    .set({ status: 'cancelled', endedAt: at })
    .where(hash === undefined ? waits : and(waits, ne(corrections.variantHash, hash)))
}

/** What of these posts is public now, by account: also where a newer version says something else. */
export async function publicContents(
  tx: Tx,
  postId: string,
): Promise<{ accountId: string; platform: PlatformId; content: Content }[]> {
  return tx
    .select({ accountId: publications.accountId, platform: publications.platform, content: variants.content })
    .from(publications)
    .innerJoin(variants, eq(variants.id, publications.variantId))
    .where(and(eq(publications.postId, postId), eq(publications.status, 'published')))
}

/** The newest post of the workspace that went out between two instants, or undefined. */
export async function latestPublished(tx: Tx, between: { from: Date; to: Date }): Promise<string | undefined> {
  const [found] = await rows<{ post_id: string }>(
    tx,
    sql`select post_id from publications where status = 'published' and removed_at is null
      and published_at >= ${between.from.toISOString()}::timestamptz and published_at < ${between.to.toISOString()}::timestamptz
      order by published_at desc limit 1`,
  )
  return found?.post_id
}

/** A change under way, with all that carrying it out needs. */
export type Correction = {
  id: string
  attemptId: string
  attempts: number
  workspaceId: string
  publicationId: string
  postId: string
  platform: PlatformId
  remoteId: string
  url: string | null
  content: Content
  before: Content
  account: { id: string; remoteId: string; name: string; credentials: string | null; lost: boolean }
}

/**
 * Claims changes that may be carried out now, those of a process that died among them: to the same words again is
 * harmless. Every claim is an attempt; an earlier one without an end has none that is known. System role.
 */
export async function claimCorrections(
  tx: Tx,
  given: { now: Date; sender: string; seconds: number; limit: number },
): Promise<Correction[]> {
  const now = given.now.toISOString()
  const claimed = await rows<{ id: string; attempt: string }>(
    tx,
    sql`with ready as (
      select c.id from corrections c join publications p on p.id = c.publication_id join accounts a on a.id = p.account_id
      where ((c.status = 'waiting' and (c.retry_at is null or c.retry_at <= ${now}::timestamptz))
          or (c.status = 'sending' and c.sending_until <= now()))
        and p.status = 'published' and p.removed_at is null and p.remote_id is not null
        and a.lost_at is null and a.removed_at is null
        and not exists (select 1 from holds h where h.workspace_id = p.workspace_id and h.released_at is null
          and (h.account_id is null or h.account_id = p.account_id) and (h.platform is null or h.platform = p.platform))
      order by c.created_at limit ${given.limit} for update of c skip locked
    ), claimed as (
      update corrections c set status = 'sending', sender = ${given.sender}, attempts = c.attempts + 1,
        sending_until = now() + make_interval(secs => ${given.seconds})
      from ready where c.id = ready.id returning c.*
    ), lost as (
      update attempts t set "end" = 'unknown', ended_at = ${now}::timestamptz
      from claimed c where t.grant_id = c.grant_id and t."end" is null
    )
    insert into attempts (workspace_id, publication_id, grant_id, number, sender, started_at)
    select c.workspace_id, c.publication_id, c.grant_id,
      (select coalesce(max(number), 0) + 1 from attempts t where t.publication_id = c.publication_id),
      ${given.sender}, ${now}::timestamptz from claimed c
    returning id attempt, (select c.id from claimed c where c.grant_id = attempts.grant_id) id`,
  )
  return claimed.length === 0 ? [] : load(tx, claimed)
}

async function load(tx: Tx, claimed: { id: string; attempt: string }[]): Promise<Correction[]> {
  const found = await tx
    .select({ correction: corrections, publication: publications, account: accounts, content: variants.content })
    .from(corrections)
    .innerJoin(publications, eq(publications.id, corrections.publicationId))
    .innerJoin(accounts, eq(accounts.id, publications.accountId))
    .innerJoin(variants, eq(variants.id, corrections.variantId))
    .where(
      inArray(
        corrections.id,
        claimed.map(({ id }) => id),
      ),
    )
  const publicIds = found.map(({ publication }) => publication.variantId)
  const before = await tx.select().from(variants).where(inArray(variants.id, publicIds))
  return found.flatMap(({ correction, publication, account, content }): Correction[] => {
    const attempt = claimed.find(({ id }) => id === correction.id)
    const shown = before.find(({ id }) => id === publication.variantId)
    if (attempt === undefined || shown === undefined || publication.remoteId === null) return []
    const { id: publicationId, postId, platform, remoteId, url } = publication
    const { id, attempts: tries, workspaceId } = correction
    const { id: accountId, remoteId: place, name, credentials, lostAt } = account
    return [
      {
        ...{
          id,
          attemptId: attempt.attempt,
          attempts: tries,
          workspaceId,
          publicationId,
          postId,
          platform,
          remoteId,
          url,
        },
        ...{ content, before: shown.content },
        account: { id: accountId, remoteId: place, name, credentials, lost: lostAt !== null },
      },
    ]
  })
}

/** How carrying out a change ended. */
export type Corrected = {
  id: string
  attemptId: string
  publicationId: string
  end: AttemptEnd
  status: 'done' | 'failed' | 'waiting'
  at: Date
  sentAt?: Date
  retryAt?: Date
  kind?: FaultKind
  say?: string
}

/** Records the end of a change: the words of the publication follow one that was carried out. False where the claim is gone. System role. */
export async function recordCorrection(tx: Tx, sender: string, given: Corrected): Promise<boolean> {
  const [mine] = await tx
    .select()
    .from(corrections)
    .where(and(eq(corrections.id, given.id), eq(corrections.status, 'sending'), eq(corrections.sender, sender)))
    .for('update')
  const { at, end, say = null } = given
  await tx
    .update(attempts)
    .set({ end, endedAt: at, say, ...(given.sentAt && { sentAt: given.sentAt }) })
    .where(eq(attempts.id, given.attemptId))
  if (mine === undefined) return false
  if (given.status === 'done') {
    const { variantId, variantHash } = mine
    await tx.update(publications).set({ variantId, variantHash }).where(eq(publications.id, given.publicationId))
  }
  await tx
    .update(corrections)
    .set({
      ...{ status: given.status, sendingUntil: null, sender: null, retryAt: given.retryAt ?? null },
      ...{ failureKind: given.kind ?? null, failureSay: say, endedAt: given.status === 'waiting' ? null : at },
    })
    .where(eq(corrections.id, given.id))
  return true
}
