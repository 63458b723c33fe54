// An idea becomes a post: written by a model where there is one, else the person's own words fitted to each network.
import { type Tx, withWorkspace } from '../../db/client.ts'
import { voiceOf } from '../../db/memory.ts'
import { createPost, getPost, lockPost, type PostRow, restartPost, setWish } from '../../db/posts.ts'
import type { Wished } from '../../db/schema/posts.ts'
import { GatewayError } from '../ai/gateway.ts'
import type { Known } from '../brand/gate.ts'
import { readKnown } from '../brand/known.ts'
import { samplesFor } from '../brand/retrieve.ts'
import type { Intent, ModelIntent } from '../intent.ts'
import { picturesFor } from '../media/for-network.ts'
import { filmsFor } from '../media/keep.ts'
import type { Outcome, Trouble } from '../outcome.ts'
import { type PlatformId, platformNames } from '../platform.ts'
import { fitWords } from '../posts/fit.ts'
import { pictureAsked } from '../posts/view.ts'
import { fullOf } from '../team/plans.ts'
import type { Commit, Instead, Turn } from '../turn.ts'
import { mayDraft } from '../turn.ts'
import { alongWith, saidOf, saysNothing } from './along.ts'
import { writeGated } from './gate.ts'
import { warnings } from './money.ts'
import { reachableAccounts } from './networks.ts'
import { reread } from './subject.ts'
import { type Draft, nextVersion, remember, wordsOf } from './versions.ts'
import { wishOf } from './wish.ts'

type DraftIntent = Extract<Intent, { kind: 'draft' }>

/**
 * Writes a new post for the networks asked for, or the brand's own; or the same post again, whose message was edited.
 * Without a model and without words it asks for them.
 */
export async function draft(turn: Turn, intent: DraftIntent): Promise<Commit | Instead> {
  if (!mayDraft(turn)) return () => say({ kind: 'refused', why: 'role' })
  const { accounts, voice, known } = await withWorkspace(turn.db, turn.workspaceId, async (tx) => ({
    accounts: await reachableAccounts(tx, turn),
    voice: await voiceOf(tx, turn.now),
    known: await readKnown(tx, turn, intent.again ?? null),
  }))
  if (accounts.length === 0) return () => say({ kind: 'noAccount' })
  const connected = new Set(accounts.map((account) => account.platform))
  const wanted = intent.platforms.length > 0 ? intent.platforms : (turn.brand.platforms ?? [...connected])
  const missing = wanted.filter((platform) => !connected.has(platform))
  const chosen = accounts.filter((account) => wanted.includes(account.platform))
  const targets = chosen.length > 0 ? chosen : accounts
  const idea = intent.requestOnly ? '' : intent.text
  const { page, seen, ...along } = await alongWith(turn, intent)
  const quoted = along.quoted
  const own = wordsOf({ idea, quoted })
  const hasNoWords = intent.requestOnly && own === ''
  if (hasNoWords && turn.gateway === undefined)
    return () => say({ kind: 'askWords', taken: intent.taken, because: 'noModel' })

  const { texts, trouble, asked, ...spent } = await words(turn, intent, targets, { voice, known, told: along.told })
  const cost = spent.cost + (seen?.micros ?? 0)
  const instead = asked.filter((one) => one.kind !== 'propose')
  if (texts.size === 0 && trouble === undefined && instead.length > 0) return { instead }
  if (hasNoWords && trouble !== undefined)
    return () => say({ kind: 'askWords', taken: intent.taken, because: 'modelDown', trouble })
  const drafts: Draft[] = []
  for (const account of targets) {
    const platform = turn.platforms.get(account.platform)
    if (platform === undefined) continue
    const limits = platform.limits(account)
    const pictures = await picturesFor(turn, turn.media, limits.pictures)
    const films = await filmsFor(turn, turn.media)
    const text = texts.get(account.platform) ?? own
    drafts.push({
      platform: account.platform,
      accountId: account.id,
      content: fitWords(text, { pictures, films }, limits),
    })
  }

  return async (tx, focus) => {
    const proposed = asked.find((one) => one.kind === 'propose')
    const when = await wishOf(tx, turn, intent.when ?? proposed?.when)
    const { wished, dueAt } = when.kind === 'at' ? when : { wished: null, dueAt: null }
    const begun = await begin(tx, turn, intent, { wished, dueAt })
    if (!begun.ok) return [begun.outcome]
    const { post, messages } = begun
    const isRemark = intent.ofQuote === true && intent.requestOnly
    const made = { idea: isRemark ? intent.original : intent.text, quoted, media: turn.media, cost }
    await nextVersion(tx, turn, { post, version: { ...made, cost: begun.cost } }, { ...made, drafts, messages })
    focus.postId = post.id
    const { view } = await reread(tx, turn, post.id)
    focus.asked = pictureAsked(view)
    const wordsOnly = turn.gateway === undefined
    const note = {
      what: 'drafted',
      // "Write about" stood in no text that a model wrote.
      taken: texts.size > 0 ? intent.taken.filter(({ what }) => what !== 'request') : intent.taken,
      ...(quoted !== null && saidOf(quoted, texts.size > 0)),
      ...(page !== undefined && {
        page: page && { title: page.title, picture: page.picture, isEmpty: saysNothing(page) },
      }),
      ...(seen !== undefined && texts.size > 0 && { seen: seen.text }),
      wordsOnly,
      hintKey: wordsOnly && post.number === 1 && quoted === null,
      missing,
      modelDown: trouble !== undefined,
      ...(trouble !== undefined && { trouble }),
    } as const
    const card: Outcome = { kind: 'card', post: view, note }
    const low = cost > 0 ? await warnings(tx, turn) : []
    return [card, ...(when.kind === 'ask' ? [{ ...when.outcome, post: view }] : []), ...low]
  }
}

type Begun = { ok: true; post: PostRow; messages: number[]; cost: number } | { ok: false; outcome: Outcome }

/** The row of the post: a new one, or that of the edited message, as long as nothing but messages made it. */
async function begin(
  tx: Tx,
  turn: Turn,
  intent: DraftIntent,
  time: { wished: Wished | null; dueAt: Date | null },
): Promise<Begun> {
  // What is only said to us is no part of the post.
  const original = intent.ofQuote === true && intent.requestOnly ? '' : intent.original
  if (intent.again === undefined) {
    const { workspaceId, member, conversationId, now, messages } = turn
    const given = { workspaceId, authorId: member.id, conversationId, original, ...time, now }
    const full = await fullOf(tx, 'posts', { now })
    if (full !== undefined) return { ok: false, outcome: full }
    const post = await createPost(tx, given)
    await remember(tx, turn, { act: 'draft', postId: post.id })
    return { ok: true, post, messages, cost: 0 }
  }
  if ((await lockPost(tx, intent.again)) === undefined) return { ok: false, outcome: { kind: 'nothingOpen' } }
  const { stored, view } = await reread(tx, turn, intent.again)
  const { post, version } = stored
  if (view.status !== 'draft' || version.messages.length === 0)
    return { ok: false, outcome: { kind: 'card', post: view, note: { what: 'stale' } } }
  const was = { wished: post.wished, dueAt: post.dueAt?.toISOString() ?? null }
  await remember(tx, turn, { act: 'version', postId: post.id, to: post.version, what: 'change', time: was })
  await restartPost(tx, post.id, { original, ...time })
  return { ok: true, post, messages: version.messages, cost: version.cost }
}

/** The words for each network: the model's, or none where there is no model or it is down. */
async function words(
  turn: Turn,
  intent: DraftIntent,
  targets: Awaited<ReturnType<typeof reachableAccounts>>,
  brand: { voice: Awaited<ReturnType<typeof voiceOf>>; known: Omit<Known, 'own'>; told: string | undefined },
): Promise<{ texts: Map<PlatformId, string>; cost: number; trouble?: Trouble; asked: ModelIntent[] }> {
  const idea = intent.requestOnly ? intent.original : intent.text
  // A picture alone says nothing that could be written about.
  const { told } = brand
  if (turn.gateway === undefined || (idea === '' && told === undefined)) return { texts: new Map(), cost: 0, asked: [] }
  const networks = targets.flatMap((account) => {
    const limits = turn.platforms.get(account.platform)?.limits(account)
    if (limits === undefined) return []
    return [{ platform: account.platform, name: platformNames[account.platform], ...limits.text, parts: limits.parts }]
  })
  // An edit writes its post anew and asks for nothing else.
  const reading = intent.again === undefined ? turn.reading : undefined
  try {
    const request = {
      task: 'draft' as const,
      workspaceId: turn.workspaceId,
      key: `${turn.messageId}/draft/${turn.evidence}`,
      brand: { ...turn.brand, ...brand.voice },
      networks,
      idea,
      samples: await samplesFor(turn, [idea, told ?? ''].join(' ')),
      ...(told !== undefined && { quoted: told }),
      ...(turn.quoted?.isSpoken && { isSpoken: true }),
      signal: turn.signal,
      ...(reading !== undefined && { tools: reading.tools }),
      onDelta: turn.stream,
    }
    const own = [intent.original, idea, told ?? '']
    const written = await writeGated(turn.gateway, request, { known: brand.known, own, log: turn.log })
    const { texts, micros, refused } = written
    const asked = reading?.read(written.asked ?? []) ?? []
    return { texts, cost: micros, asked, ...(refused !== undefined && { trouble: { ...refused, kind: 'budget' } }) }
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    turn.log.warn({ err: error }, 'no model answered; the own words are used')
    turn.stream({ reset: true })
    return { texts: new Map(), cost: error.micros, asked: [], trouble: { kind: 'down', faults: error.faults } }
  }
}

/** Puts the words back that were taken out as the wish. */
export function putBack(turn: Turn): Commit {
  return async (tx, focus) => {
    if (!mayDraft(turn)) return [{ kind: 'refused', why: 'role' }]
    const id = turn.bound?.postId ?? focus.postId
    const stored = id === null || id === undefined ? undefined : await getPost(tx, id)
    if (stored?.post.original === null || stored === undefined) return [{ kind: 'nothingOpen' }]
    const idea = stored.post.original
    const text = wordsOf({ idea, quoted: stored.version.quoted })
    const drafts = stored.variants.map(({ variant, account }): Draft => {
      const limits = turn.platforms.get(variant.platform)?.limits(account)
      const { options } = variant.content
      const content = limits === undefined ? variant.content : { ...fitWords(text, variant.content, limits), options }
      return { platform: variant.platform, accountId: account.id, content }
    })
    await remember(tx, turn, { act: 'version', postId: stored.post.id, to: stored.post.version, what: 'change' })
    await setWish(tx, stored.post.id, null, null)
    const post = await nextVersion(tx, turn, stored, { drafts, idea })
    focus.postId = post.id
    return [{ kind: 'card', post, note: { what: 'putBack' } }]
  }
}

function say(outcome: Outcome): Promise<Outcome[]> {
  return Promise.resolve([outcome])
}
