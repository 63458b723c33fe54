import type { Context } from '../core/context.ts'
import type { Intent, Open, Reading } from '../core/intent.ts'
import { readSystem } from '../db/client.ts'
import type { MessageRow } from '../db/conversations.ts'
import { cardSeen } from '../db/rooms.ts'
import type { Said } from '../db/schema/messages.ts'
import type { TurnState } from '../db/turns.ts'
import type { Language } from '../db/words.ts'
import { byListedLabel, byUnaskedLabel, picked, pressed, yesOrNo } from './listed.ts'
import { isFreeTalk, isStep, type Meaning, mean, type Settled } from './meant.ts'
import { sayUnread } from './replies/unread.ts'
import { detectLanguage, languageAskedFor } from './understand/detect.ts'
import { readingBeside, understandByModel } from './understand/model.ts'
import { isChatter } from './understand/phrases.ts'
import { type Given, understand } from './understand/rules.ts'
import { isWordless } from './understand/size.ts'
import { wordsFrom } from './understand/words.ts'

/** The language a message is answered in: the one it asks for or shows, else the conversation's, else the brand's. */
export function languageOf(state: TurnState, text: string | undefined): Language {
  const heard = text === undefined ? undefined : (languageAskedFor(text) ?? detectLanguage(text))
  return heard ?? state.conversation.language ?? state.brand.language
}

/** The world with the models of the conversation's workspace. */
export async function inWorkspace(ctx: Context, state: TurnState): Promise<Context> {
  if (!state.hasOwnModels || ctx.ownModels === undefined) return ctx
  return { ...ctx, gateway: await ctx.ownModels.of(state.workspaceId) }
}

/** Finds what a message means in the state of its conversation. Reads the lists it may refer to, nothing else. */
export async function meaningOf(
  ctx: Context,
  state: TurnState,
  message: MessageRow,
  language: Language,
): Promise<Meaning> {
  const { said } = message
  if (said.choice !== undefined) return pressed(ctx, state, said.choice)
  if (said.unread !== undefined)
    return { kind: 'say', outcomes: [{ kind: 'badMedia', say: sayUnread(said.unread, language) }] }
  const text = said.text ?? ''
  const read = (words: string) => understand(words, givenOf(ctx, state, language, said))
  const unasked = await byUnaskedLabel(ctx, state, message)
  if (unasked !== undefined) return unasked
  const intents = read(text)
  const [first] = intents
  const labelled = await byListedLabel(ctx, state, message, text, first)
  if (labelled !== undefined) return mean([labelled.intent], labelled)
  if (state.conversation.asked?.what === 'heard' && first !== undefined && isFreeTalk(first))
    return mean([heardAnew(state.conversation.asked.postId, text, state.focus?.platforms ?? [])])
  if (said.again !== undefined) return saidAgain(intents, said.again, language)
  // What somebody else wrote answers no question.
  if (said.forwardedFrom !== undefined && first?.kind === 'draft') return mean(intents)
  // Nor does a picture: it is the beginning of a post.
  if (
    state.conversation.dialog !== null &&
    first?.kind === 'draft' &&
    said.media !== undefined &&
    said.media.length > 0
  )
    return mean(intents)
  if (state.conversation.dialog !== null && !(first !== undefined && breaksIn(first))) {
    if (first !== undefined && isStep(first)) return { kind: 'dialog', step: first }
    if (first?.kind === 'pick') return picked(ctx, state, message, first, read)
    return { kind: 'dialog', step: { kind: 'words' } }
  }
  const remark = await remarkOn(ctx, state, said, first)
  if (remark !== undefined) return mean([remark])
  if (first === undefined) return { kind: 'say', outcomes: [{ kind: 'unclear', post: null }] }
  const { role } = state.member
  // Who the brand is, is said by those who may change it.
  const maySetUp = role === 'owner' || role === 'approver'
  if (!maySetUp && (first.kind === 'start' || first.kind === 'setUp')) return mean([{ kind: 'help' }])
  if (first.kind === 'start' && state.brand.isSetUp) return mean([{ kind: 'help' }])
  if (maySetUp && !state.brand.isSetUp && isGreeting(first, text)) return { kind: 'setUp' }
  if (first.kind === 'pick') return picked(ctx, state, message, first, read)
  if (first.kind === 'yes' || first.kind === 'no') return yesOrNo(ctx, state, message, first.kind)
  if (first.kind === 'unclear' && ctx.gateway?.understand !== undefined && mayMean(text))
    return { kind: 'free', words: text }
  return mean(intents)
}

/**
 * True where a message may be answered at once, before older free text, and needs no lease. A wish that `mayGoOn` waits
 * for what comes with it: "on Friday at nine" may be about a message that is forwarded along with it.
 */
export function isQuick(meaning: Meaning, mayGoOn = false): meaning is Settled {
  if (meaning.kind === 'act') {
    const waits = (intent: Intent) =>
      slow.has(intent.kind) || (mayGoOn && meaning.choice === undefined && aboutWhat.has(intent.kind))
    return !meaning.intents.some(waits)
  }
  return meaning.kind === 'say' || meaning.kind === 'stop' || meaning.kind === 'tryAgain'
}

/** What may ask a model or fetch something: it waits for its turn. */
const slow = new Set<Intent['kind']>([
  'draft',
  'revise',
  'attach',
  'delete',
  'correct',
  'repost',
  'studySite',
  'importPosts',
  'alternatives',
  'preview',
  'wordsCard',
  'usePicture',
  'shapePictures',
  'describe',
])

/** Wishes that need something to be about, and what was not understood alone. */
const aboutWhat = new Set<Intent['kind']>(['schedule', 'propose', 'platforms', 'current'])

/**
 * A reply to a card that waits for one's yes is a comment to its author, unless it is an answer or a command; so are plain
 * words that reply in a group to the card of somebody else.
 */
async function remarkOn(
  ctx: Context,
  state: TurnState,
  said: Said,
  first: Intent | undefined,
): Promise<Intent | undefined> {
  const { replyTo: externalId, text: words = '' } = said
  if (externalId === undefined || words.trim() === '' || (first !== undefined && !remarks.has(first.kind)))
    return undefined
  const conversationId = state.conversation.id
  const card = await readSystem(ctx.db, (tx) => cardSeen(tx, { conversationId, externalId }))
  if (card?.workspaceId !== state.workspaceId) return undefined
  const isPlain = first === undefined || first.kind === 'draft' || first.kind === 'unclear'
  const isOfOther = card.isShared && card.authorId !== state.member.id && isPlain
  return card.asked.includes(state.member.id) || isOfOther
    ? { kind: 'comment', words: words.trim(), asksChange: false, postId: card.postId }
    : undefined
}

/** What would be a wish or a post anywhere else. */
const remarks = new Set<Intent['kind']>([
  'draft',
  'revise',
  'platforms',
  'propose',
  'schedule',
  'options',
  'unclear',
  'correct',
])

/** An edit can write the post that it began anew, and nothing else. */
function saidAgain(intents: Intent[], again: string, language: Language): Meaning {
  const [first, ...rest] = intents
  if (first?.kind === 'draft') return mean([{ ...first, again }, ...rest])
  return { kind: 'say', outcomes: [{ kind: 'badMedia', say: sayUnread('edit', language) }] }
}

/** Words that ask for nothing certain: after "what did you say?" they are the answer. */
/** What was heard wrong, as the person typed it: the post is written anew from it. */
function heardAnew(postId: string, text: string, platforms: TurnState['connected']): Intent {
  const words = text.trim()
  return {
    kind: 'draft',
    text: words,
    original: words,
    taken: [],
    platforms,
    media: [],
    requestOnly: false,
    again: postId,
  }
}

/** Small talk and unknown commands mean nothing more to a model. */
function mayMean(text: string): boolean {
  return !text.trim().startsWith('/') && !isWordless(text) && !isChatter(text, wordsFrom('en'))
}

/**
 * What free words mean to a model, with its answer held against them; without a usable one it is asked what is meant.
 * `state` is that of the turn in which it is done.
 */
export async function freely(
  ctx: Context,
  state: TurnState,
  message: MessageRow,
  free: { words: string; language: Language; signal: AbortSignal },
): Promise<Settled> {
  const { gateway, log } = ctx
  if (gateway === undefined) return mean([{ kind: 'unclear', words: free.words }])
  const intents = await understandByModel({
    ...{ gateway, log, signal: free.signal, workspaceId: state.workspaceId, said: free.words },
    key: `${message.id}/understand`,
    quoted: message.said.quoted,
    given: givenOf(ctx, state, free.language, message.said),
  })
  return mean(intents.length > 0 ? intents : [{ kind: 'unclear', words: free.words }])
}

/** What a model may ask for while it drafts from a message; undefined where a post is open. */
export function readingOf(
  ctx: Context,
  state: TurnState,
  message: MessageRow,
  language: Language,
): Reading | undefined {
  const open = openOf(state).post
  if (ctx.gateway === undefined || (open !== undefined && open.status !== 'out')) return undefined
  return readingBeside(message.said.text ?? '', givenOf(ctx, state, language, message.said))
}

/** A first word that asks for nothing yet; help is help even then. */
function isGreeting(intent: Intent, text: string): boolean {
  return (intent.kind === 'help' || intent.kind === 'unclear') && !/help|aiuto/i.test(text)
}

/** What is carried out even while a dialog is open: a command that nobody would give as an answer. */
function breaksIn(intent: Intent): boolean {
  return ['hold', 'resume', 'stop', 'help', 'list', 'undo', 'connect', 'pair', 'signInLink'].includes(intent.kind)
}

function givenOf(ctx: Context, state: TurnState, language: Language, said: Said): Given {
  const planned = state.focus?.planned
  return {
    now: ctx.clock.now(),
    zone: state.brand.zone,
    language,
    connected: state.connected,
    open: openOf(state),
    ...(planned != null && { planned }),
    media: said.media ?? [],
    ...(said.quoted !== undefined && { quote: said.forwardedFrom === undefined ? 'reply' : 'forward' }),
    hasModel: ctx.gateway !== undefined,
  }
}

function openOf({ focus, conversation, choices }: TurnState): Open {
  const asked = conversation.asked?.what
  const isOut =
    focus?.isChanged === false && focus.statuses.every((status) => status === 'published' || status === 'cancelled')
  const isApproved = focus?.statuses.some((status) => status === 'scheduled' || status === 'armed')
  const status = isOut ? 'out' : isApproved ? 'approved' : 'draft'
  return {
    ...(focus !== undefined && {
      post: {
        status,
        platforms: focus.platforms,
        textLength: focus.textLength,
        isPublic: focus.statuses.includes('published'),
      },
    }),
    ...(asked !== undefined && { asked }),
    choices,
  }
}
