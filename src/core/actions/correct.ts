// Changing what is public: found, worded anew as a version, approved like any other; where a network cannot, deleted and posted anew.

import { withWorkspace } from '../../db/client.ts'
import { latestPublished } from '../../db/corrections.ts'
import { createPost, getPost } from '../../db/posts.ts'
import type { Intent } from '../intent.ts'
import type { Outcome } from '../outcome.ts'
import { fitWords } from '../posts/fit.ts'
import { dayOf } from '../time/wall.ts'
import { type Commit, mayApprove, mayDraft, refusal, type Turn } from '../turn.ts'
import { markRemoved, takeDown } from './late.ts'
import { revise } from './revise.ts'
import { reread } from './subject.ts'
import { nextVersion, remember } from './versions.ts'

/** Finds the published post that is meant and proposes its change; without words for it and without a model it asks for them. */
export async function correct(turn: Turn, intent: Extract<Intent, { kind: 'correct' }>): Promise<Commit> {
  if (!mayDraft(turn)) return async () => [{ kind: 'refused', why: 'role' }]
  const between = spanOf(turn, intent.day)
  const id = await withWorkspace(turn.db, turn.workspaceId, (tx) => latestPublished(tx, between))
  if (id === undefined) return async () => [{ kind: 'notFound', number: null }]
  const change =
    intent.text === undefined
      ? ({ how: 'say', words: intent.words } as const)
      : ({ how: 'replace', text: intent.text } as const)
  const commit = await revise(turn, { kind: 'revise', changes: [change], platforms: [] }, id)
  return async (tx, focus) => {
    focus.postId = id
    const done = await commit(tx, focus)
    if (done.some(({ kind }) => kind !== 'ask')) return done
    const { view } = await reread(tx, turn, id)
    return [{ kind: 'card', post: view, note: { what: 'current' } }, ...done]
  }
}

/** Deletes a published post at its network and makes a draft of its new words: it goes out anew once that is approved. */
export async function repost(turn: Turn, intent: Extract<Intent, { kind: 'repost' }>): Promise<Commit> {
  if (!mayApprove(turn)) return async () => [refusal(turn)]
  const down = await takeDown(turn, intent.publicationId)
  if (!down.ok) return async () => [down.outcome]
  const { publication, account } = down
  return async (tx, focus) => {
    await markRemoved(tx, turn, publication.id)
    const stored = await getPost(tx, publication.postId)
    const old = stored?.variants.find((one) => one.publication.id === publication.id)
    const limits = turn.platforms.get(publication.platform)?.limits(account)
    const removed: Outcome = { kind: 'removed', platform: publication.platform }
    if (stored === undefined || old === undefined || limits === undefined) return [removed]
    const { workspaceId, member, conversationId, now } = turn
    const begun = { workspaceId, authorId: member.id, conversationId, original: intent.text, wished: null, dueAt: null }
    const post = await createPost(tx, { ...begun, now })
    await remember(tx, turn, { act: 'draft', postId: post.id })
    const { options } = old.variant.content
    const content = { ...fitWords(intent.text, old.variant.content, limits), options }
    const drafts = [{ platform: publication.platform, accountId: account.id, content }]
    const version = { idea: intent.text, quoted: null, media: stored.version.media, cost: 0 }
    const view = await nextVersion(tx, turn, { post, version }, { drafts })
    focus.postId = post.id
    focus.asked = null
    return [removed, { kind: 'card', post: view, note: { what: 'current' } }]
  }
}

const longAgoMs = 366 * 24 * 3_600_000

function spanOf(turn: Turn, day: 'yesterday' | 'today' | undefined): { from: Date; to: Date } {
  const { now } = turn
  if (day === undefined) return { from: new Date(now.getTime() - longAgoMs), to: new Date(now.getTime() + 1) }
  return dayOf(now, turn.brand.zone, day === 'yesterday' ? -1 : 0)
}
