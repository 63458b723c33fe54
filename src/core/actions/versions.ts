// Writes the next version of a post for an action, and remembers how to take it back.
import type { Tx } from '../../db/client.ts'
import { type NewVariant, type PostRow, type StoredPost, writeVersion } from '../../db/posts.ts'
import { acts } from '../../db/schema/acts.ts'
import type { PostView } from '../outcome.ts'
import type { Content } from '../platform.ts'
import { variantHash, versionHash } from '../posts/hash.ts'
import type { Turn } from '../turn.ts'
import { reread } from './subject.ts'
import type { Inverse } from './undo.ts'

/** A variant before it is hashed. */
export type Draft = { platform: NewVariant['platform']; accountId: string; content: Content }

/** Hashes drafts into variants. */
export function hashed(drafts: Draft[]): NewVariant[] {
  return drafts.map((draft) => ({ ...draft, hash: variantHash(draft) }))
}

/** The current variants of a post as drafts, to be changed. */
export function draftsOf(stored: StoredPost): Draft[] {
  return stored.variants.map(({ variant }) => ({
    platform: variant.platform,
    accountId: variant.accountId,
    content: variant.content,
  }))
}

/** Writes the next version with these drafts and returns the post as it is then. */
export async function nextVersion(
  tx: Tx,
  turn: Turn,
  stored: { post: PostRow; version: { idea: string; media: string[]; cost: number } },
  next: { drafts: Draft[]; idea?: string; media?: string[]; cost?: number },
): Promise<PostView> {
  const variants = hashed(next.drafts)
  await writeVersion(tx, stored.post, {
    hash: versionHash(variants.map((one) => one.hash)),
    idea: next.idea ?? stored.version.idea,
    media: next.media ?? stored.version.media,
    cost: stored.version.cost + (next.cost ?? 0),
    variants,
    now: turn.now,
  })
  return (await reread(tx, turn, stored.post.id)).view
}

/** Remembers how an act is taken back. */
export async function remember(
  tx: Tx,
  turn: Pick<Turn, 'workspaceId' | 'member' | 'now'>,
  inverse: Inverse,
): Promise<void> {
  await tx
    .insert(acts)
    .values({ workspaceId: turn.workspaceId, memberId: turn.member.id, inverse, createdAt: turn.now })
}
