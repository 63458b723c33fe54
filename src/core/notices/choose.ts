// What a member wants to hear of and how: shown, and changed in the chat or on the page.
import { beyond, type Tx } from '../../db/client.ts'
import { noticeWishesOf, setNoticeWish, webhookOf } from '../../db/notices.ts'
import { teamOf } from '../../db/team.ts'
import { mailboxOf } from '../../db/ways-in.ts'
import { type NoticeKind, type NoticeWay, noticeKinds } from '../../db/words.ts'
import type { Commit, Turn } from '../turn.ts'
import { settledWays } from './happening.ts'
import type { NoticeOutcome } from './outcome.ts'

type Who = Pick<Turn, 'workspaceId' | 'member' | 'canMail' | 'publicUrl'>

/** How a member is told of everything. */
export async function waysOf(tx: Tx, memberId: string): Promise<{ kind: NoticeKind; ways: NoticeWay[] }[]> {
  const wishes = await noticeWishesOf(tx, memberId)
  return noticeKinds.map((kind) => ({ kind, ways: wishes.get(kind) ?? ['chat'] }))
}

/** Says what a member hears of and how. */
export function showNotices(turn: Turn): Commit {
  return async (tx) => [await shown(tx, turn, { isNew: false, asked: [], kept: false })]
}

/** Adds ways to some kinds or takes them away; no way named takes them all away. */
export function notify(
  turn: Turn,
  { kinds, ways, isOn }: { kinds: NoticeKind[]; ways: NoticeWay[]; isOn: boolean },
): Commit {
  return async (tx) => {
    const { workspaceId } = turn
    const memberId = turn.member.id
    const now = await waysOf(tx, memberId)
    const all = kinds.length === 0 ? [...noticeKinds] : kinds
    let kept = false
    for (const { kind, ways: before } of now.filter((one) => all.includes(one.kind))) {
      const added = ways.length === 0 ? (['chat'] as const) : ways
      const wanted = isOn
        ? [...new Set([...before, ...added])]
        : before.filter((way) => ways.length > 0 && !ways.includes(way))
      const settled = settledWays(kind, wanted)
      kept ||= settled.length > wanted.length
      await setNoticeWish(tx, { workspaceId, memberId, kind, ways: settled })
    }
    return [await shown(tx, turn, { isNew: true, asked: isOn ? ways : [], kept })]
  }
}

async function shown(
  tx: Tx,
  turn: Who,
  given: { isNew: boolean; asked: NoticeWay[]; kept: boolean },
): Promise<NoticeOutcome> {
  const { workspaceId, member } = turn
  const hook = await webhookOf(tx, member.id)
  const [mailbox, me] = await beyond(tx, workspaceId, async (system) => [
    await mailboxOf(system, member.personId),
    (await teamOf(system, workspaceId)).find(({ id }) => id === member.id),
  ])
  const missing = given.asked.flatMap((way) => {
    if (way === 'mail') return turn.canMail ? (mailbox === undefined ? ['mail' as const] : []) : ['noMail' as const]
    return way === 'webhook' && hook === undefined ? ['webhook' as const] : []
  })
  const { isNew, kept } = given
  const list = await waysOf(tx, member.id)
  return {
    kind: 'notices',
    list,
    isNew,
    missing,
    kept,
    quiet: me?.quiet ?? null,
    url: `${turn.publicUrl()}/notifications`,
  }
}
