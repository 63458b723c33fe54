// Two other versions of the post in focus: written side by side, shown in full, and used only when one is pressed.
import { type Tx, withWorkspace } from '../../db/client.ts'
import { voiceOf } from '../../db/memory.ts'
import { getPost, latestDraft } from '../../db/posts.ts'
import { GatewayError, type WriteRequest } from '../ai/gateway.ts'
import { readKnown } from '../brand/known.ts'
import type { MemoryIntent } from '../brand/memory.ts'
import { samplesFor } from '../brand/retrieve.ts'
import { type PlatformId, platformNames } from '../platform.ts'
import { fitWords } from '../posts/fit.ts'
import { viewPost } from '../posts/view.ts'
import { type Commit, mayDraft, type Turn } from '../turn.ts'
import { writeGated } from './gate.ts'
import { subject } from './subject.ts'
import { type Draft, nextVersion, remember, wordsOf } from './versions.ts'

/** How each version is told to differ. */
const angles = [
  'Write another version of this post: another opening and another order, beginning with the person or the place.',
  'Write another version of this post: another opening and another order, in about half as many words.',
]

/** Has two other versions written, where a model is there. */
export async function alternatives(turn: Turn, _intent: unknown, focusPostId: string | null): Promise<Commit> {
  if (!mayDraft(turn)) return async () => [{ kind: 'refused', why: 'role' }]
  const { gateway } = turn
  if (gateway === undefined) return async () => [{ kind: 'noAlternatives', why: 'noModel' }]
  const read = await withWorkspace(turn.db, turn.workspaceId, async (tx) => {
    const id = turn.bound?.postId ?? focusPostId ?? (await latestDraft(tx, turn.member.id))
    const stored = id === undefined ? undefined : await getPost(tx, id)
    return { stored, voice: await voiceOf(tx, turn.now), known: await readKnown(tx, turn, id ?? null) }
  })
  const { stored, voice, known } = read
  if (stored === undefined) return async () => [{ kind: 'nothingOpen' }]
  const view = viewPost(turn, stored, turn.brand)
  const own = [wordsOf(stored.version), stored.version.quoted?.text ?? '', stored.post.original ?? '']
  const samples = await samplesFor(turn, stored.version.idea)
  const request = (angle: string, i: number): WriteRequest => ({
    task: 'revise',
    workspaceId: turn.workspaceId,
    key: `${turn.messageId}/alternative${i}/${turn.evidence}`,
    brand: { ...turn.brand, ...voice },
    networks: view.variants.map((one) => ({
      ...{ platform: one.platform, name: platformNames[one.platform], ...one.limit, parts: 1, current: one.text },
    })),
    idea: stored.version.idea,
    samples,
    ...(stored.version.quoted !== null && { quoted: stored.version.quoted.text }),
    instruction: angle,
    signal: turn.signal,
    onDelta: () => undefined,
  })
  try {
    const written = await Promise.all(
      angles.map((angle, i) => writeGated(gateway, request(angle, i), { known, own, log: turn.log })),
    )
    const texts = written.map((one): Partial<Record<PlatformId, string>> => Object.fromEntries(one.texts))
    const cost = written.reduce((sum, one) => sum + one.micros, 0)
    return async (tx, focus) => {
      const found = await subject(tx, turn, focus)
      if (!found.ok) return [found.outcome]
      if (found.view.version !== view.version) return [{ kind: 'card', post: found.view, note: { what: 'stale' } }]
      return [{ kind: 'alternatives', post: found.view, texts, cost }]
    }
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    turn.log.warn({ err: error }, 'no model wrote other versions')
    return async () => [{ kind: 'noAlternatives', why: 'modelDown' }]
  }
}

/** Puts a version that was shown in the place of the post's words. */
export function useAlternative(turn: Turn, intent: Extract<MemoryIntent, { kind: 'useAlternative' }>): Commit {
  return async (tx: Tx, focus) => {
    if (!mayDraft(turn)) return [{ kind: 'refused', why: 'role' }]
    const found = await subject(tx, turn, focus)
    if (!found.ok) return [found.outcome]
    const before = found.view
    const drafts = found.stored.variants.map(({ variant, account }): Draft => {
      const { platform, content } = variant
      const draft = { platform, accountId: account.id, content }
      const limits = turn.platforms.get(platform)?.limits(account)
      const text = intent.texts[platform]
      return text === undefined || limits === undefined ? draft : { ...draft, content: fitWords(text, content, limits) }
    })
    await remember(tx, turn, { act: 'version', postId: before.id, to: before.version, what: 'change' })
    const post = await nextVersion(tx, turn, found.stored, { drafts, cost: intent.cost })
    const counts = post.variants.flatMap((after) => {
      const was = before.variants.find((one) => one.accountId === after.accountId)
      return was === undefined ? [] : [{ platform: after.platform, before: was.used, after: after.used }]
    })
    return [{ kind: 'card', post, note: { what: 'changed', counts } }]
  }
}
