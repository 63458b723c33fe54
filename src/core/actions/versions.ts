// Writes the next version of a post for an action, and remembers how to take it back.
import type { Tx } from '../../db/client.ts'
import { publicContents } from '../../db/corrections.ts'
import { type NewVariant, type PostRow, type StoredPost, writeVersion } from '../../db/posts.ts'
import { acts } from '../../db/schema/acts.ts'
import type { Quote } from '../intent.ts'
import type { PostView } from '../outcome.ts'
import type { Content } from '../platform.ts'
import { variantHash, versionHash } from '../posts/hash.ts'
import { findLinks } from '../posts/links.ts'
import { closeRequest } from '../team/asking.ts'
import type { Turn } from '../turn.ts'
import { findingsOf } from './gate.ts'
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

/** What a version changes; the rest stays. `messages` are there only where it was made from messages alone. */
export type NextVersion = {
  drafts: Draft[]
  idea?: string
  quoted?: Quote | null
  messages?: number[]
  media?: string[]
  cost?: number
  /** More that the person said of it. */
  told?: string[]
}

/**
 * The words a post is made of where no model writes: the member's own, and those that came along below them. A page that
 * they link to speaks only where they say nothing themselves.
 */
export function wordsOf({ idea, quoted }: { idea: string; quoted: Quote | null }): string {
  const along = quoted?.lead ?? quoted?.text ?? ''
  if (quoted?.of === 'page') return isMoreThanLinks(idea) ? idea : along
  return [idea, along].filter((words) => words.trim() !== '').join('\n\n')
}

function isMoreThanLinks(text: string): boolean {
  const bare = findLinks(text).reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text)
  return /[\p{L}\p{N}]/u.test(bare)
}

/** Writes the next version with these drafts and returns the post as it is then. */
export async function nextVersion(
  tx: Tx,
  turn: Turn,
  stored: { post: PostRow; version: Pick<StoredPost['version'], 'idea' | 'quoted' | 'media' | 'cost'> },
  next: NextVersion,
): Promise<PostView> {
  const variants = hashed(await keepFixed(tx, turn, stored.post.id, next.drafts))
  const idea = next.idea ?? stored.version.idea
  const quoted = next.quoted === undefined ? stored.version.quoted : next.quoted
  const own = [idea, quoted?.text ?? '', stored.post.original ?? '', ...(next.told ?? [])]
  await writeVersion(tx, stored.post, {
    hash: versionHash(variants.map((one) => one.hash)),
    idea,
    quoted,
    findings: await findingsOf(tx, turn, stored.post, { drafts: next.drafts, own }),
    messages: next.messages ?? [],
    media: next.media ?? stored.version.media,
    cost: stored.version.cost + (next.cost ?? 0),
    variants,
    now: turn.now,
  })
  const { view } = await reread(tx, turn, stored.post.id)
  const wasAsked = (await closeRequest(tx, turn, view, { end: 'changed' })) !== undefined
  return wasAsked ? (await reread(tx, turn, stored.post.id)).view : view
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

/** What is out where nothing can be changed stays in every version as readers see it. */
async function keepFixed(tx: Tx, turn: Turn, postId: string, drafts: Draft[]): Promise<Draft[]> {
  const out = await publicContents(tx, postId)
  const fixed = out.filter(({ platform }) => turn.platforms.get(platform)?.edit === undefined)
  return drafts.map((draft) => {
    const shown = fixed.find(({ accountId }) => accountId === draft.accountId)
    return shown === undefined ? draft : { ...draft, content: shown.content }
  })
}
