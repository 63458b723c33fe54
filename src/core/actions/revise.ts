// Changes to the words of the post in focus: by rule, or by a model where the wish needs one.
import { type Tx, withWorkspace } from '../../db/client.ts'
import { voiceOf } from '../../db/memory.ts'
import { getPost, latestDraft, type StoredPost } from '../../db/posts.ts'
import { GatewayError } from '../ai/gateway.ts'
import type { Change, Intent } from '../intent.ts'
import type { Fixed, Note, Outcome, PostView, Trouble } from '../outcome.ts'
import { type PlatformId, platformNames } from '../platform.ts'
import { changedLines, type Change as LineChange } from '../posts/changes.ts'
import { fitWords } from '../posts/fit.ts'
import { dropSentences, fitTo, withoutEmoji, withoutHashtags } from '../posts/shorten.ts'
import { viewPost } from '../posts/view.ts'
import { type Commit, type Focus, mayDraft, type Turn } from '../turn.ts'
import { warnings } from './money.ts'
import { subject } from './subject.ts'
import { type Draft, nextVersion, remember, wordsOf } from './versions.ts'

type ReviseIntent = Extract<Intent, { kind: 'revise' }>

/** Changes the words of the networks named, or of all. Talk that only a model can follow goes to the model, before anything is locked. */
export async function revise(turn: Turn, intent: ReviseIntent, focusPostId: string | null): Promise<Commit> {
  if (!mayDraft(turn)) return () => Promise.resolve([{ kind: 'refused', why: 'role' }])
  const written = await byModel(turn, intent, focusPostId)
  return async (tx, focus) => {
    const found = await subject(tx, turn, focus)
    if (!found.ok) return [found.outcome]
    focus.asked = null
    if (written?.texts !== undefined && written.version !== found.view.version)
      return [{ kind: 'card', post: found.view, note: { what: 'stale' } }]
    const needsModel = intent.changes.some((change) => change.how === 'say' || change.how === 'longer')
    if (needsModel && written?.texts === undefined) return ask(turn, focus, found.view, written?.trouble)
    const low = written !== undefined && written.cost > 0 ? await warnings(tx, turn) : []
    const done = await rewrite(tx, turn, found.stored, found.view, {
      only: intent.platforms,
      isShortening: intent.changes.some((change) => change.how === 'shorter'),
      cost: written?.cost ?? 0,
      told: intent.changes.flatMap(toldIn),
      change: (text, platform) => {
        const model = written?.texts?.get(platform)
        // A model that gives back what it was given has done nothing: a rule may.
        if (model !== undefined && model !== text) return { text: model, dropped: [] }
        return byRule(text, intent.changes, wordsOf(found.stored.version))
      },
    })
    return [...done, ...low]
  }
}

/** Fits the words of one network to its limit by leaving out whole sentences from the end. */
export function fit(turn: Turn, intent: Extract<Intent, { kind: 'fit' }>): Commit {
  return async (tx, focus) => {
    if (!mayDraft(turn)) return [{ kind: 'refused', why: 'role' }]
    const found = await subject(tx, turn, focus)
    if (!found.ok) return [found.outcome]
    const view = found.view.variants.find((one) => one.platform === intent.platform)
    if (view === undefined) return [{ kind: 'nothingOpen' }]
    const change = (text: string) => fitTo(text, view.limit.limit, view.limit.unit)
    const only = [intent.platform]
    const done = await rewrite(tx, turn, found.stored, found.view, {
      only,
      cost: 0,
      told: [],
      change,
      isShortening: false,
    })
    return done.map((one) =>
      one.kind === 'card' && one.note.what === 'shorter'
        ? { ...one, note: { what: 'fitted', platform: intent.platform, dropped: one.note.dropped } }
        : one,
    )
  }
}

type Rewrite = {
  isShortening: boolean
  only: PlatformId[]
  cost: number
  /** What the person said of it: the words and names in it are theirs. */
  told: string[]
  change: (text: string, platform: PlatformId) => { text: string; dropped: string[] }
}

async function rewrite(tx: Tx, turn: Turn, stored: StoredPost, before: PostView, how: Rewrite): Promise<Outcome[]> {
  const dropped = new Set<string>()
  const fixed: Fixed[] = []
  const drafts = stored.variants.map(({ variant, account, publication }): Draft => {
    const { platform, content } = variant
    const draft = { platform, accountId: account.id, content }
    const limits = turn.platforms.get(platform)?.limits(account)
    const isMeant = how.only.length === 0 || how.only.includes(platform)
    if (!isMeant || limits === undefined) return draft
    const changed = how.change(content.text, platform)
    if (publication.status === 'published' && turn.platforms.get(platform)?.edit === undefined) {
      const canRemove = publication.removedAt === null && turn.platforms.get(platform)?.remove !== undefined
      if (changed.text !== content.text)
        fixed.push({ publicationId: publication.id, platform, canRemove, text: changed.text })
      return draft
    }
    for (const sentence of changed.dropped) dropped.add(sentence)
    const { options } = content
    return { ...draft, content: { ...fitWords(changed.text, content, limits), options } }
  })
  const isSame = drafts.every((draft, i) => draft.content.text === stored.variants[i]?.variant.content.text)
  const cannot: Outcome[] = fixed.length > 0 ? [{ kind: 'cannotEdit', post: before, fixed }] : []
  if (isSame && fixed.length > 0) return cannot
  if (isSame) return [{ kind: 'card', post: before, note: { what: 'unchanged', isOneSentence: how.isShortening } }]
  await remember(tx, turn, { act: 'version', postId: before.id, to: before.version, what: 'change' })
  const post = await nextVersion(tx, turn, stored, { drafts, cost: how.cost, told: how.told })
  const counts = post.variants.flatMap((after) => {
    const was = before.variants.find((one) => one.accountId === after.accountId)
    if (was === undefined || was.text === after.text) return []
    return [{ platform: after.platform, before: was.used, after: after.used }]
  })
  const note: Note =
    dropped.size > 0
      ? { what: 'shorter', dropped: [...dropped], counts }
      : { what: 'changed', counts, ...fewLines(before, post) }
  return [{ kind: 'card', post, note }, ...cannot]
}

/** What changed line by line, where it is little enough to be said: the same in every network that changed, or in the only one. */
function fewLines(before: PostView, after: PostView): { lines?: LineChange[] } {
  const each = after.variants.flatMap((now) => {
    const was = before.variants.find((one) => one.accountId === now.accountId)
    return was === undefined || was.text === now.text
      ? []
      : [changedLines(was.text, now.text).filter((one) => one.kind !== 'same')]
  })
  const [lines] = each
  const isOne = each.every((one) => JSON.stringify(one) === JSON.stringify(lines))
  return lines !== undefined && isOne && lines.length <= mostLines ? { lines } : {}
}

const mostLines = 3

function toldIn(change: Change): string[] {
  if (change.how === 'say') return [change.words]
  return change.how === 'replace' ? [change.text] : []
}

function byRule(text: string, changes: Change[], own: string): { text: string; dropped: string[] } {
  let now = text
  const dropped: string[] = []
  for (const change of changes) {
    if (change.how === 'shorter') {
      const shorter = dropSentences(now)
      now = shorter.text
      dropped.push(...shorter.dropped)
    }
    if (change.how === 'asSaid' && own.trim() !== '') now = own
    if (change.how === 'noEmoji') now = withoutEmoji(now)
    if (change.how === 'noHashtags') now = withoutHashtags(now)
    if (change.how === 'replace') now = change.text
  }
  return { text: now, dropped }
}

/** What a model made of it: its words for a version, or why there are none. */
type ByModel = { texts?: Map<PlatformId, string>; version: number; cost: number; trouble?: Trouble }

/** The model's words for the post as it is now; undefined where rules are enough or there is no model. */
async function byModel(turn: Turn, intent: ReviseIntent, focusPostId: string | null): Promise<ByModel | undefined> {
  const isRuleOnly = intent.changes.every(
    (change) => change.how !== 'say' && change.how !== 'longer' && change.how !== 'shorter',
  )
  if (turn.gateway === undefined || isRuleOnly) return undefined
  const { stored, voice } = await withWorkspace(turn.db, turn.workspaceId, async (tx) => {
    const id = turn.bound?.postId ?? focusPostId ?? (await latestDraft(tx, turn.member.id))
    return { stored: id === undefined ? undefined : await getPost(tx, id), voice: await voiceOf(tx, turn.now) }
  })
  if (stored === undefined) return undefined
  const view = viewPost(turn, stored, turn.brand)
  const meant = view.variants.filter((one) => intent.platforms.length === 0 || intent.platforms.includes(one.platform))
  try {
    const written = await turn.gateway.write({
      task: 'revise',
      workspaceId: turn.workspaceId,
      key: `${turn.messageId}/revise/${turn.evidence}`,
      brand: { ...turn.brand, ...voice },
      networks: meant.map((one) => ({
        platform: one.platform,
        name: platformNames[one.platform],
        ...one.limit,
        parts: 1,
        current: one.text,
      })),
      idea: stored.version.idea,
      ...(stored.version.quoted !== null && { quoted: stored.version.quoted.text }),
      instruction: intent.changes.map(spoken).join('\n'),
      signal: turn.signal,
      onDelta: turn.stream,
    })
    const { texts, micros, refused } = written
    const made = { version: stored.post.version, cost: micros }
    return refused === undefined ? { ...made, texts } : { ...made, trouble: { ...refused, kind: 'budget' } }
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    turn.log.warn({ err: error }, 'no model answered a revision')
    turn.stream({ reset: true })
    const trouble: Trouble = { kind: 'down', faults: error.faults }
    return { version: stored.post.version, cost: error.micros, trouble }
  }
}

function spoken(change: Change): string {
  if (change.how === 'say') return change.words
  if (change.how === 'replace') return `Use exactly this text: ${change.text}`
  return {
    asSaid: "Use the person's own words of the idea as they are.",
    shorter: 'Make it shorter.',
    longer: 'Make it longer.',
    noEmoji: 'No emoji.',
    noHashtags: 'No hashtags.',
  }[change.how]
}

/** Without a model a free wish cannot be followed: the new words are asked for. */
function ask(turn: Turn, focus: Focus, post: PostView, trouble: Trouble | undefined): Outcome[] {
  focus.asked = { what: 'change', postId: post.id }
  const because = turn.gateway === undefined ? 'noModel' : 'modelDown'
  const why = trouble === undefined ? {} : { trouble }
  return [{ kind: 'ask', what: 'change', post, slot: null, because, ...why }]
}
