// For which networks a post is.
import { connectedAccounts } from '../../db/accounts.ts'
import { type Tx, withWorkspace } from '../../db/client.ts'
import type { StoredPost } from '../../db/posts.ts'
import type { Intent } from '../intent.ts'
import type { PlatformId } from '../platform.ts'
import { fitWords } from '../posts/fit.ts'
import { type Commit, mayDraft, type Turn } from '../turn.ts'
import { fittedFor } from './fitted.ts'
import { inFocus } from './preview.ts'
import { subject } from './subject.ts'
import { type Draft, draftsOf, nextVersion, remember, wordsOf } from './versions.ts'

/** The connected accounts whose network is switched on in this installation. */
export async function reachableAccounts(tx: Tx, turn: Turn) {
  return (await connectedAccounts(tx)).filter((account) => turn.platforms.has(account.platform))
}

/** Adds, drops or sets the networks of the post in focus; those not connected are named. */
export async function networks(
  turn: Turn,
  intent: Extract<Intent, { kind: 'platforms' }>,
  focusPostId: string | null,
): Promise<Commit> {
  const stored = await inFocus(turn, focusPostId)
  const media = stored?.version.media ?? []
  const more = intent.how === 'drop' || media.length === 0 ? [] : await newAccounts(turn, intent.platforms, stored)
  const fitted = await fittedFor(turn, { accounts: more, media, stored })
  return async (tx, focus) => {
    if (!mayDraft(turn)) return [{ kind: 'refused', why: 'role' }]
    const found = await subject(tx, turn, focus)
    if (!found.ok) return [found.outcome]
    const accounts = await reachableAccounts(tx, turn)
    const missing = intent.platforms.filter((platform) => !accounts.some((account) => account.platform === platform))
    const now = draftsOf(found.stored)
    const idea = now[0]?.content.text ?? wordsOf(found.stored.version)
    const { pictures = [], films = [] } = now[0]?.content ?? {}
    const isSeen = found.view.id === stored?.post.id && found.view.media.join() === media.join()
    const kept = now.filter((draft) => {
      if (intent.how === 'add') return true
      return intent.platforms.includes(draft.platform) === (intent.how === 'only')
    })
    const added = accounts
      .filter((account) => intent.how !== 'drop' && intent.platforms.includes(account.platform))
      .filter((account) => !now.some((draft) => draft.accountId === account.id))
      .flatMap((account): Draft[] => {
        const limits = turn.platforms.get(account.platform)?.limits(account)
        if (limits === undefined) return []
        return [
          {
            platform: account.platform,
            accountId: account.id,
            content: fitWords(
              idea,
              { pictures: isSeen ? (fitted.get(account.id) ?? pictures) : pictures, films },
              limits,
            ),
          },
        ]
      })
    const drafts = [...kept, ...added]
    if (drafts.length === 0) return [{ kind: 'notConnected', platforms: intent.platforms }]
    await remember(tx, turn, { act: 'version', postId: found.view.id, to: found.view.version, what: 'networks' })
    const post = await nextVersion(tx, turn, found.stored, { drafts })
    return [{ kind: 'card', post, note: { what: 'networks', missing } }]
  }
}

/** The accounts of these networks that a post does not go to yet. */
function newAccounts(turn: Turn, platforms: readonly PlatformId[], stored: StoredPost | undefined) {
  return withWorkspace(turn.db, turn.workspaceId, async (tx) =>
    (await reachableAccounts(tx, turn)).filter(
      ({ id, platform }) => platforms.includes(platform) && !stored?.variants.some(({ account }) => account.id === id),
    ),
  )
}
