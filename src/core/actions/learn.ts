// Learning, offered and never silent: what was changed before approval is counted, and becomes a rule only after a yes.

import type { Tx } from '../../db/client.ts'
import { answerLesson, countLessons, takeLesson } from '../../db/lessons.ts'
import { getVersion, type StoredPost } from '../../db/posts.ts'
import { addSamples, countSamples } from '../../db/samples.ts'
import { ruleOfLesson, type Seen, seenBetween, timesBeforeOffer } from '../brand/lessons.ts'
import type { MemoryIntent } from '../brand/memory.ts'
import type { Outcome } from '../outcome.ts'
import { type Commit, mayApprove, mayDraft, refusal, type Turn } from '../turn.ts'
import { keepInMind } from './memory.ts'
import { mostSamples } from './samples.ts'
import { subject } from './subject.ts'
import { remember, wordsOf } from './versions.ts'

type Of<K extends MemoryIntent['kind']> = Extract<MemoryIntent, { kind: K }>

/** After an offer it is quiet for so long. */
const quietMs = 24 * 3_600_000

/** Counts what became of a model's first draft until it was approved, and offers one lesson where one is due. */
export async function learnFrom(
  tx: Tx,
  turn: Turn,
  stored: StoredPost,
  accountIds: ReadonlySet<string>,
): Promise<Outcome[]> {
  const first = await getVersion(tx, stored.post.id, 1)
  if (first === undefined) return []
  const own = wordsOf(first.version)
  const seen = new Map<string, Seen>()
  for (const { variant } of stored.variants) {
    const draft = first.variants.find((one) => one.accountId === variant.accountId)?.content.text
    // What the person typed is no draft of ours.
    if (draft === undefined || draft === own || !accountIds.has(variant.accountId)) continue
    for (const one of seenBetween(draft, variant.content.text)) seen.set(`${one.kind} ${one.detail}`, one)
  }
  const { workspaceId, now } = turn
  await countLessons(tx, { workspaceId, postId: stored.post.id, now, seen: [...seen.values()] })
  const quietSince = new Date(now.getTime() - quietMs)
  const lesson = await takeLesson(tx, { times: timesBeforeOffer, now, quietSince })
  return lesson === undefined ? [] : [{ kind: 'lesson', lesson }]
}

/** The answer to an offer: a rule after a yes, and never offered again either way. */
export function learn(turn: Turn, { lesson, isWanted }: Of<'learn'>): Commit {
  return async (tx) => {
    if (!mayApprove(turn)) return [refusal(turn)]
    if (!(await answerLesson(tx, lesson.id, isWanted ? 'yes' : 'no'))) return [{ kind: 'refused', why: 'used' }]
    if (isWanted) await keepInMind(tx, turn, ruleOfLesson(lesson, turn.brand.language), 'learned')
    return [{ kind: 'lessonAnswered', isWanted, lesson }]
  }
}

/** A card that sounds like the person becomes a sample; for one that does not it is asked what is wrong. */
export function rate(turn: Turn, { isGood }: Of<'rate'>): Commit {
  return async (tx, focus) => {
    if (!mayDraft(turn)) return [{ kind: 'refused', why: 'role' }]
    const found = await subject(tx, turn, focus)
    if (!found.ok) return [found.outcome]
    if (!isGood) return [{ kind: 'rated', isGood, isKept: false }]
    const texts = [...new Set(found.view.variants.map((one) => one.text))]
    const origin = `#${found.view.number}`
    const room = Math.max(0, mostSamples - (await countSamples(tx)))
    const list = texts.slice(0, room).map((text) => ({ text, origin }))
    const added = await addSamples(tx, { workspaceId: turn.workspaceId, source: 'liked', now: turn.now, list })
    const drop = added.map((id) => ({ table: 'samples' as const, id }))
    if (added.length > 0) await remember(tx, turn, { act: 'memory', drop, put: [] })
    return [{ kind: 'rated', isGood, isKept: added.length > 0 }]
  }
}
