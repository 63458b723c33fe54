// The terms that hold a post back: what the brand never says, in what is not approved yet.
import type { Tx } from '../../db/client.ts'
import { neverTerms } from '../../db/memory.ts'
import type { StoredPost } from '../../db/posts.ts'
import { brokenBy } from '../brand/terms.ts'
import type { PostView } from '../outcome.ts'
import { unapproved } from '../posts/view.ts'

/** The terms that stand between a post and a yes; `allowed` may stand this once. */
export async function heldBackBy(
  tx: Tx,
  { variants }: StoredPost,
  post: PostView,
  allowed: readonly string[] = [],
): Promise<string[]> {
  const ids = new Set(unapproved(post).map(({ publication }) => publication.id))
  const meant = variants.filter(({ publication }) => ids.has(publication.id))
  const terms = (await neverTerms(tx)).filter((term) => !allowed.includes(term))
  return terms.filter((term) => meant.some(({ variant }) => brokenBy(variant.content, [term]).length > 0))
}
