// The pictures of a post for each of its accounts, made before anything is locked.
import type { connectedAccounts } from '../../db/accounts.ts'
import { getBrand } from '../../db/brands.ts'
import { withWorkspace } from '../../db/client.ts'
import type { StoredPost } from '../../db/posts.ts'
import { colourOf } from '../drawing/colour.ts'
import { picturesFor } from '../media/for-network.ts'
import type { Picture } from '../platform.ts'
import type { Turn } from '../turn.ts'

type Account = Awaited<ReturnType<typeof connectedAccounts>>[number]
type How = 'crop' | 'pad'

/**
 * All pictures of a post as each account takes them, by its id. What is whole on a network stays so unless another `how` is
 * asked for; what was said of them in this post stays too.
 */
export async function fittedFor(
  turn: Turn,
  given: { accounts: readonly Account[]; media: string[]; stored?: StoredPost | undefined; how?: How },
): Promise<Map<string, Picture[]>> {
  const fitted = new Map<string, Picture[]>()
  if (given.media.length === 0) return fitted
  const ground = colourOf(await withWorkspace(turn.db, turn.workspaceId, getBrand))
  for (const account of given.accounts) {
    const limits = turn.platforms.get(account.platform)?.limits(account)
    if (limits === undefined) continue
    const before = given.stored?.variants.find((one) => one.account.id === account.id)?.variant.content.pictures ?? []
    const how = given.how ?? (before.some(({ shaped }) => shaped?.how === 'pad') ? 'pad' : 'crop')
    const pictures = await picturesFor(turn, given.media, limits.pictures, how === 'pad' ? { how, ground } : { how })
    fitted.set(
      account.id,
      pictures.map((one, i) => ({ ...one, alt: before[i]?.alt ?? one.alt })),
    )
  }
  return fitted
}
