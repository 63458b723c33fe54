// Posts with their current version, and what writes a new one. All in the transaction of one workspace.
import { and, asc, desc, eq, inArray, isNull, lt, sql } from 'drizzle-orm'
import type { Content } from '../core/platform.ts'
import type { Tx } from './client.ts'
import { cancelCorrections } from './corrections.ts'
import { asDraft, voidGrants } from './grants.ts'
import { rows } from './rows.ts'
import { accounts } from './schema/accounts.ts'
import { posts, type Wished } from './schema/posts.ts'
import { publications } from './schema/publications.ts'
import { variants } from './schema/variants.ts'
import { versions } from './schema/versions.ts'
import { workspaces } from './schema/workspaces.ts'
import type { PlatformId } from './words.ts'

export type PostRow = typeof posts.$inferSelect
export type PublicationRow = typeof publications.$inferSelect

/** A post as it is stored: its current version, the variants of that version, and their publications. */
export type StoredPost = {
  post: PostRow
  version: typeof versions.$inferSelect
  variants: {
    variant: typeof variants.$inferSelect
    account: typeof accounts.$inferSelect
    publication: PublicationRow
    /** A change of what is public that is approved and under way. */
    isChanging: boolean
  }[]
}

/** One variant to be written. */
export type NewVariant = { platform: PlatformId; accountId: string; content: Content; hash: string }

/** What a version is, beside its variants. */
export type NewVersion = Pick<
  StoredPost['version'],
  'hash' | 'idea' | 'quoted' | 'messages' | 'media' | 'cost' | 'findings'
>

/** Takes the row of a post for this transaction, so that two people cannot change it at once. Undefined where there is none. */
export async function lockPost(tx: Tx, postId: string): Promise<PostRow | undefined> {
  const [post] = await tx.select().from(posts).where(eq(posts.id, postId)).for('update')
  return post
}

/** True where a change to exactly these words waits or is on its way. */
const isChanging = sql<boolean>`exists (select 1 from corrections c where c.publication_id = ${publications.id}
  and c.variant_hash = ${variants.hash} and c.status in ('waiting', 'sending'))`

/** A post with its current version, or undefined. */
export async function getPost(tx: Tx, postId: string): Promise<StoredPost | undefined> {
  const [stored] = await getPosts(tx, [postId])
  return stored
}

/** Posts with their current versions, in the order of the ids. */
export async function getPosts(tx: Tx, ids: string[]): Promise<StoredPost[]> {
  if (ids.length === 0) return []
  const heads = await tx
    .select({ post: posts, version: versions })
    .from(posts)
    .innerJoin(versions, and(eq(versions.postId, posts.id), eq(versions.version, posts.version)))
    .where(inArray(posts.id, ids))
  const all = await tx
    .select({ variant: variants, account: accounts, publication: publications, isChanging })
    .from(variants)
    .innerJoin(posts, and(eq(posts.id, variants.postId), eq(posts.version, variants.version)))
    .innerJoin(accounts, eq(accounts.id, variants.accountId))
    .innerJoin(
      publications,
      and(eq(publications.postId, variants.postId), eq(publications.accountId, variants.accountId)),
    )
    .where(inArray(variants.postId, ids))
    .orderBy(variants.platform, accounts.name)
  return ids.flatMap((id) => {
    const head = heads.find((one) => one.post.id === id)
    return head === undefined ? [] : [{ ...head, variants: all.filter((one) => one.variant.postId === id) }]
  })
}

/** The version of a post before this one with its variants, or undefined. */
export async function getVersion(tx: Tx, postId: string, version: number) {
  const [head] = await tx
    .select()
    .from(versions)
    .where(and(eq(versions.postId, postId), eq(versions.version, version)))
  if (head === undefined) return undefined
  const list = await tx
    .select()
    .from(variants)
    .where(and(eq(variants.postId, postId), eq(variants.version, version)))
  return { version: head, variants: list }
}

/** The versions of a post with their variants. */
export type PostHistory = { version: typeof versions.$inferSelect; variants: (typeof variants.$inferSelect)[] }[]

/** Every version of these posts, oldest first, by post. */
export async function versionsOf(tx: Tx, postIds: string[]): Promise<Map<string, PostHistory>> {
  if (postIds.length === 0) return new Map()
  const heads = await tx.select().from(versions).where(inArray(versions.postId, postIds)).orderBy(asc(versions.version))
  const list = await tx.select().from(variants).where(inArray(variants.postId, postIds)).orderBy(asc(variants.platform))
  const keyOf = (row: { postId: string; version: number }) => `${row.postId} ${row.version}`
  const byVersion = Map.groupBy(list, keyOf)
  const history = heads.map((version) => ({ version, variants: byVersion.get(keyOf(version)) ?? [] }))
  return Map.groupBy(history, (one) => one.version.postId)
}

/** The ids of the posts of the workspace, newest first; `before` is a post's number. */
export async function postIds(tx: Tx, page: { before?: number; limit: number }): Promise<string[]> {
  const found = await tx
    .select({ id: posts.id })
    .from(posts)
    .where(page.before === undefined ? undefined : lt(posts.number, page.before))
    .orderBy(desc(posts.number))
    .limit(page.limit)
  return found.map((row) => row.id)
}

/** The id of the newest post of this member that is still a draft, from any chat. */
export async function latestDraft(tx: Tx, memberId: string): Promise<string | undefined> {
  const [found] = await tx
    .select({ id: posts.id })
    .from(posts)
    .innerJoin(publications, and(eq(publications.postId, posts.id), eq(publications.status, 'draft')))
    .where(and(eq(posts.authorId, memberId), isNull(posts.discardedAt)))
    .orderBy(desc(posts.updatedAt))
    .limit(1)
  return found?.id
}

/** Drafts whose moment lies between now and `until`, by their moment. */
export async function draftsUntil(tx: Tx, now: Date, until: Date): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`select id from posts where discarded_at is null and ${listed.drafts} and due_at > ${now.toISOString()}::timestamptz
      and due_at <= ${until.toISOString()}::timestamptz order by due_at, number`,
  )
  return found.map((row) => row.id)
}

/** The id of the post with this number in the workspace. */
export async function postNumbered(tx: Tx, number: number): Promise<string | undefined> {
  const [found] = await tx.select({ id: posts.id }).from(posts).where(eq(posts.number, number)).limit(1)
  return found?.id
}

const listed = {
  planned: sql`exists (select 1 from publications p where p.post_id = posts.id and p.status in ('scheduled', 'armed', 'sending', 'awaiting_approval', 'unconfirmed'))`,
  drafts: sql`exists (select 1 from publications p join variants v on v.id = p.variant_id where p.post_id = posts.id and p.status in ('draft', 'failed') and v.version = posts.version)
    and not exists (select 1 from publications p where p.post_id = posts.id and p.status in ('scheduled', 'armed', 'sending', 'awaiting_approval', 'unconfirmed'))`,
  published: sql`exists (select 1 from publications p where p.post_id = posts.id and p.status = 'published')`,
}

/** Ids of posts of one kind: what is planned by its time, drafts and published newest first. */
export async function listPosts(tx: Tx, what: keyof typeof listed, limit: number): Promise<string[]> {
  const order = what === 'planned' ? sql`due_at nulls last, updated_at` : sql`updated_at desc`
  const found = await rows<{ id: string }>(
    tx,
    sql`select id from posts where discarded_at is null and ${listed[what]} order by ${order} limit ${limit}`,
  )
  return found.map((row) => row.id)
}

/** Begins a post with its first version. Returns its id. */
export async function createPost(
  tx: Tx,
  given: {
    workspaceId: string
    authorId: string
    conversationId: string
    original: string
    wished: Wished | null
    dueAt: Date | null
    now: Date
  },
): Promise<PostRow> {
  const [counted] = await tx
    .update(workspaces)
    .set({ posts: sql`${workspaces.posts} + 1` })
    .where(eq(workspaces.id, given.workspaceId))
    .returning({ number: workspaces.posts })
  const [post] = await tx
    .insert(posts)
    .values({ ...given, number: counted?.number ?? 1, version: 0, createdAt: given.now, updatedAt: given.now })
    .returning()
  if (post === undefined) throw new Error('a post was not written')
  return post
}

/**
 * Writes the next version of a post. Publications whose words changed go back to draft and lose their grants; those whose
 * words are the same keep both. What is out, under way or ended is left alone.
 */
export async function writeVersion(
  tx: Tx,
  post: PostRow,
  next: NewVersion & { variants: NewVariant[]; now: Date },
): Promise<number> {
  const version = post.version + 1
  const { workspaceId, id: postId } = post
  await tx.insert(versions).values({ workspaceId, postId, version, createdAt: next.now, ...pick(next) })
  const written =
    next.variants.length === 0
      ? []
      : await tx
          .insert(variants)
          .values(next.variants.map((variant) => ({ workspaceId, postId, version, ...variant })))
          .returning()
  const known = await tx.select().from(publications).where(eq(publications.postId, postId)).for('update')
  for (const publication of known) {
    const variant = written.find((one) => one.accountId === publication.accountId)
    await follow(tx, publication, variant)
  }
  const fresh = written.filter((one) => !known.some((publication) => publication.accountId === one.accountId))
  if (fresh.length > 0) {
    await tx.insert(publications).values(
      fresh.map((one) => ({
        workspaceId,
        postId,
        variantId: one.id,
        variantHash: one.hash,
        accountId: one.accountId,
        platform: one.platform,
        createdAt: next.now,
      })),
    )
  }
  await tx.update(posts).set({ version, updatedAt: next.now }).where(eq(posts.id, postId))
  return version
}

/** Begins a post over from a message that was edited: how it was typed, and its wish for a moment. */
export async function restartPost(
  tx: Tx,
  postId: string,
  next: { original: string; wished: Wished | null; dueAt: Date | null },
): Promise<void> {
  await tx.update(posts).set(next).where(eq(posts.id, postId))
}

/** Sets the wish of a post for a moment; null takes it away. */
export async function setWish(tx: Tx, postId: string, wished: Wished | null, dueAt: Date | null): Promise<void> {
  await tx.update(posts).set({ wished, dueAt }).where(eq(posts.id, postId))
}

/** Discards a draft, or brings it back. */
export async function setDiscarded(tx: Tx, postId: string, at: Date | null): Promise<void> {
  await tx.update(posts).set({ discardedAt: at }).where(eq(posts.id, postId))
}

const changeable = ['draft', 'awaiting_approval', 'scheduled', 'armed', 'failed'] as const

async function follow(
  tx: Tx,
  publication: PublicationRow,
  variant: typeof variants.$inferSelect | undefined,
): Promise<void> {
  if (publication.status === 'published') return cancelCorrections(tx, [publication.id], new Date(), variant?.hash)
  if (!changeable.some((status) => status === publication.status)) return
  const isSame = variant !== undefined && variant.hash === publication.variantHash
  const here = eq(publications.id, publication.id)
  if (!isSame && publication.status !== 'draft') {
    await voidGrants(tx, [publication.id], new Date())
    await tx.update(publications).set(asDraft).where(here)
  }
  if (variant === undefined) return
  await tx.update(publications).set({ variantId: variant.id, variantHash: variant.hash }).where(here)
}

function pick({ hash, idea, quoted, messages, media, cost, findings }: NewVersion): NewVersion {
  return { hash, idea, quoted, messages, media, cost, findings }
}
