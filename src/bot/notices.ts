// What members are told outside of the talk, put into words: letters, events, and what waits for the end of quiet hours.
import type { Clock, Notify } from '../core/context.ts'
import { eventOf, type Happening, type NoticeBody } from '../core/notices/happening.ts'
import type { Outcome } from '../core/outcome.ts'
import { platformNames } from '../core/platform.ts'
import { quietUntil } from '../core/team/expiry.ts'
import type { Tx } from '../db/client.ts'
import { type DueNotice, listenersTo, writeNotices } from '../db/notices.ts'
import { brandLanguage, brandsOf } from '../db/tenants.ts'
import type { Language, NoticeKind } from '../db/words.ts'
import { say } from './outbox.ts'
import { compose } from './replies/compose.ts'
import { noticeSubject } from './replies/notices.ts'
import type { Spoken } from './replies/spoken.ts'

type World = { clock: Clock; canMail: boolean; publicUrl: () => string }

/** Makes what writes a letter or an event for every member who wants to hear of a happening by it. */
export function createNotify({ clock, canMail, publicUrl }: World): Notify {
  return async (tx, workspaceId, happening) => {
    const { kind, key } = happening
    const memberId = happening.kind === 'approval' ? happening.memberId : undefined
    const listeners = await listenersTo(tx, { workspaceId, kinds: [kind], memberId })
    if (listeners.length === 0) return
    const now = clock.now()
    const fallback = await brandLanguage(tx, workspaceId)
    const brand = (await brandsOf(tx, [workspaceId])).get(workspaceId)?.name ?? ''
    const rows = listeners.flatMap((one) => {
      const row = { workspaceId, memberId: one.memberId, kind, key, createdAt: now }
      const language = one.language ?? fallback
      const body = letterOf(happening, { language, now, brand, url: publicUrl() })
      const isByMail = canMail && one.hasMailbox && one.ways.includes('mail')
      const isByHook = one.hasWebhook && one.ways.includes('webhook')
      return [
        // Nobody's telephone rings for a program: only letters wait for the morning.
        ...(isByMail
          ? [{ ...row, way: 'mail' as const, body, tryAt: quietUntil(one.quiet, now, one.zone) ?? now }]
          : []),
        ...(isByHook ? [{ ...row, way: 'webhook' as const, body: eventOf(happening, now), tryAt: now }] : []),
      ]
    })
    await writeNotices(tx, rows)
  }
}

function letterOf(
  happening: Happening,
  given: { language: Language; now: Date; brand: string; url: string },
): Extract<NoticeBody, { subject: string }> {
  const { language, now, brand, url } = given
  const { text } = compose(outcomeOf(happening), { language, now })
  // Equal words stand once, under the names of their networks.
  const groups = Map.groupBy('post' in happening ? happening.post.variants : [], (one) => one.text)
  const words = [...groups].map(([said, on]) => `${on.map((one) => platformNames[one.platform]).join(', ')}:\n${said}`)
  return { subject: noticeSubject(happening.kind, brand, language), text: `${[text, ...words, url].join('\n\n')}\n` }
}

/** The same as it is said in the chat. */
function outcomeOf(happening: Happening): Outcome {
  switch (happening.kind) {
    case 'approval':
      return { ...happening, kind: 'approvalAsked', changes: null, isReminder: false }
    case 'accountLost':
      return { ...happening, kind: 'accountLost' }
    default:
      return { kind: 'ended', post: happening.post, ended: happening.ended }
  }
}

/** The kinds of an outcome that members choose about; none for all others. */
export function kindsOf(outcome: Outcome): NoticeKind[] {
  switch (outcome.kind) {
    case 'ended':
      return [...new Set(outcome.ended.flatMap(({ status }) => endingKind(status) ?? []))]
    case 'approvalAsked':
      return ['approval']
    case 'accountLost':
      return ['accountLost']
    default:
      return []
  }
}

function endingKind(status: string): NoticeKind | undefined {
  return (['published', 'failed', 'unconfirmed'] as const).find((kind) => kind === status)
}

/** What is left of an outcome for a member's chat; undefined where they hear all of it by other ways. */
export async function forChat(
  tx: Tx,
  outcome: Outcome,
  to: { workspaceId: string; memberId: string; canMail: boolean },
): Promise<Outcome | undefined> {
  const kinds = kindsOf(outcome)
  if (kinds.length === 0) return outcome
  const { workspaceId, memberId, canMail } = to
  const wishes = await listenersTo(tx, { workspaceId, kinds, memberId })
  const off = wishes.filter(({ kind, ways, hasMailbox, hasWebhook }) => {
    if (ways.includes('chat')) return false
    const isElsewhere = (ways.includes('mail') && canMail && hasMailbox) || (ways.includes('webhook') && hasWebhook)
    // What needs a person is said in the chat where no other way leads to them any more.
    return isElsewhere || (kind === 'published' && ways.length === 0)
  })
  if (off.length === 0) return outcome
  if (outcome.kind !== 'ended') return undefined
  const ended = outcome.ended.filter(({ status }) => !off.some(({ kind }) => kind === endingKind(status)))
  return ended.length === 0 ? undefined : { ...outcome, ended }
}

/** Puts words for a conversation off until quiet hours are over. */
export async function sayLater(
  tx: Tx,
  given: {
    workspaceId: string
    memberId: string
    kind: NoticeKind
    conversationId: string
    spoken: Spoken
    at: Date
    now: Date
  },
): Promise<void> {
  const { workspaceId, memberId, kind, conversationId, spoken, at, now } = given
  const row = { workspaceId, memberId, kind, way: 'chat' as const, key: crypto.randomUUID() }
  await writeNotices(tx, [{ ...row, body: { conversationId, spoken }, tryAt: at, createdAt: now }])
}

/** Makes what says it then. */
export function createMorning(clock: Clock): (tx: Tx, notice: DueNotice) => Promise<void> {
  return async (tx, { body, workspaceId }) => {
    if (!('spoken' in body)) return
    const now = clock.now()
    const to = { conversationId: body.conversationId, workspaceId, messageId: null, deliverAt: now, unasked: true, now }
    // Written by sayLater, as JSON: a Spoken holds nothing that JSON does not.
    await say(tx, to, [body.spoken as Spoken])
  }
}
