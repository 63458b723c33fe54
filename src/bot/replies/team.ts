// What a language has to say about people and approvals.
import type { LimitName, NamedStep, TeamOutcome, TeamRefusal } from '../../core/team/outcome.ts'
import type { RequestEnd, Role } from '../../db/words.ts'

type Of<K extends TeamOutcome['kind']> = Extract<TeamOutcome, { kind: K }>

/** Labels of choices about people and approvals. */
export type TeamLabels = Record<
  | 'askChanges'
  | 'comment'
  | 'withdraw'
  | 'askAgain'
  | 'nextSlot'
  | 'skipIt'
  | 'removeThem'
  | 'keepThem'
  | 'approveAll'
  | 'approveThese'
  | 'cancelPost'
  | 'review'
  | 'team',
  string
>

/** The sentences about people and approvals in a language. `names` are joined already. */
export type TeamWords = {
  labels: TeamLabels
  roles: Record<Role | 'client', string>
  requested(o: { names: string; isAgain: boolean }): string
  signed(names: string): string
  approvalAsked(o: { from: string; isReminder: boolean; when: string | null; isSame: boolean; seen: boolean }): string
  requestEnded(o: { end: RequestEnd; by: string; number: number; when: string | null }): string
  requestExpired(o: { number: number; names: string; hasMoment: boolean; isGone: boolean }): string
  requestSkipped: string
  askComment(asksChange: boolean): string
  commentSent(o: { to: string; asksChange: boolean }): string
  commented(o: { by: string; words: string; asksChange: boolean; number: number }): string
  step(step: NamedStep): string
  policy(o: { network: string | null; steps: string[]; isAuthorEnough: boolean; isPlain: boolean }): string
  policiesHead(isNew: boolean): string
  teamHead(count: number): string
  you: string
  invitedLine(o: { name: string; role: string }): string
  inviteRole(name: string): string
  invited(o: Of<'invited'> & { said: string }): string
  joined(o: { name: string; role: string }): string
  welcome(o: { workspace: string; role: string; approves: boolean }): string
  roleSet(o: { name: string; role: string }): string
  confirmRemove(name: string): string
  removed(o: { name: string; posts: number; policies: boolean }): string
  places: string
  switchOnPage(url: string): string
  switched(o: { place: string; because: Of<'switched'>['because'] }): string
  whoApproved(o: {
    number: number
    yeses: { name: string; when: string; version: number; chat: string | null }[]
  }): string
  quietSet(hours: Of<'quietSet'>['hours']): string
  review(count: number): string
  nothingToReview: string
  confirmMany(o: { lines: string[]; left: number[] }): string
  signInAt(url: string): string
  pairing(o: { links: { name: string; url: string; code: string }[]; chat: string | null }): string
  /** In the place of what lets somebody in or gets everything out, to whoever has less than all rights. */
  veiled: string
  limitReached(o: { what: LimitName; limit: number; plan: string }): string
  refused: Record<TeamRefusal, (names: string) => string>
}
