// The statuses of a publication and every move between them. The database holds the same table; a test compares both ways.
import type { AttemptEnd, PublicationStatus } from '../../db/words.ts'

/** From each status, where a publication may go. A status without an entry in its list is the end. */
export const moves: Record<PublicationStatus, readonly PublicationStatus[]> = {
  draft: ['awaiting_approval', 'cancelled'],
  awaiting_approval: ['scheduled', 'draft', 'cancelled'],
  scheduled: ['armed', 'draft', 'failed', 'cancelled'],
  armed: ['sending', 'scheduled', 'draft', 'cancelled'],
  sending: ['published', 'failed', 'unconfirmed', 'scheduled'],
  published: [],
  failed: ['draft'],
  unconfirmed: ['published', 'cancelled', 'awaiting_approval'],
  cancelled: [],
}

/** True where the table allows the move. */
export function canMove(from: PublicationStatus, to: PublicationStatus): boolean {
  return moves[from].includes(to)
}

/** Ends of an attempt after which its grant may enter `sending` again: certainly nothing visible happened, or a step was saved. */
export const harmlessEnds: readonly AttemptEnd[] = [
  'wait',
  'absent',
  'withdrawn',
  'limited',
  'unavailable',
  'auth',
  'operator',
]

/** The status of a post, derived from its publications. */
export type PostStatus =
  | 'draft'
  | 'awaiting_approval'
  | 'scheduled'
  | 'sending'
  | 'published'
  | 'partly'
  | 'failed'
  | 'unconfirmed'
  | 'cancelled'
  | 'discarded'

/** What a post is, from what its publications are; `discarded` comes from the post itself. */
export function postStatus(statuses: readonly PublicationStatus[]): PostStatus {
  const has = (status: PublicationStatus) => statuses.includes(status)
  if (has('sending')) return 'sending'
  if (has('scheduled') || has('armed')) return 'scheduled'
  if (has('unconfirmed')) return 'unconfirmed'
  if (has('awaiting_approval')) return 'awaiting_approval'
  if (has('published')) return statuses.every((s) => s === 'published' || s === 'cancelled') ? 'published' : 'partly'
  if (has('failed')) return 'failed'
  if (statuses.length > 0 && statuses.every((s) => s === 'cancelled')) return 'cancelled'
  return 'draft'
}
