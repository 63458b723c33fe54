// What of an outcome goes into the audit: who, what, which version, where. Ids, hashes and codes only.
import type { auditEvents } from '../../db/schema/audit-events.ts'
import type { Outcome, OutcomeKind } from '../outcome.ts'
import type { Turn } from '../turn.ts'

type Event = typeof auditEvents.$inferInsert

/** Outcomes that are written down, each by the name of its act. What only reads is not among them. */
const acts: Partial<Record<OutcomeKind, string>> = {
  approved: 'approve',
  changing: 'approve change',
  signed: 'approve, more needed',
  requested: 'ask for approval',
  commentSent: 'comment',
  moved: 'move',
  cancelled: 'cancel',
  discarded: 'discard',
  removed: 'delete at the network',
  held: 'hold',
  resumed: 'resume',
  undone: 'undo',
  invited: 'invite',
  roleSet: 'set role',
  memberRemoved: 'remove member',
  requestSkipped: 'skip request',
  signInAt: 'make sign-in link',
  connectAt: 'make connect link',
  budgetSet: 'set budget',
  brandSaved: 'set brand',
  gapSet: 'set gap',
  exportBegun: 'export',
  kept: 'keep everything',
  switched: 'switch workspace',
  refused: 'refused',
  teamRefused: 'refused',
  limitReached: 'refused',
  tooLate: 'refused',
  alreadyApproved: 'refused',
}

/** The events of a turn. */
export function eventsOf(
  turn: Pick<Turn, 'workspaceId' | 'member' | 'conversationId' | 'now' | 'bound'>,
  outcomes: readonly Outcome[],
): Event[] {
  return outcomes.flatMap((outcome) => {
    const act = actOf(outcome)
    if (act === undefined) return []
    const post = 'post' in outcome && outcome.post !== null ? outcome.post : undefined
    const { workspaceId, member, conversationId, now } = turn
    return [
      {
        ...{ workspaceId, conversationId, memberId: member.id, act, createdAt: now },
        postId: post?.id ?? turn.bound?.postId ?? null,
        version: post?.version ?? turn.bound?.version ?? null,
        hash: post?.hash ?? null,
        detail: detailOf(outcome),
      },
    ]
  })
}

function actOf(outcome: Outcome): string | undefined {
  if (outcome.kind === 'pairing') return outcome.links.length > 0 ? 'make pairing link' : undefined
  if (outcome.kind === 'policies') return outcome.isNew ? 'set policy' : undefined
  if (outcome.kind === 'card') return outcome.note.what === 'stale' ? 'refused' : undefined
  return acts[outcome.kind]
}

function detailOf(outcome: Outcome): Record<string, string> {
  switch (outcome.kind) {
    case 'card':
      return { why: outcome.note.what }
    case 'refused':
    case 'teamRefused':
      return { why: outcome.why }
    case 'limitReached':
      return { why: 'limit', what: outcome.what }
    case 'tooLate':
    case 'alreadyApproved':
      return { why: outcome.kind }
    case 'approved':
    case 'moved':
      return { dueAt: outcome.dueAt.toISOString() }
    case 'commentSent':
      return outcome.asksChange ? { asks: 'change' } : {}
    case 'invited':
    case 'roleSet':
      return { role: outcome.role }
    default:
      return {}
  }
}
