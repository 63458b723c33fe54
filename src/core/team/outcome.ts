// How what was asked about people and approvals ended: facts, said in bot/replies/team.
import type { QuietHours } from '../../db/schema/members.ts'
import type { RequestEnd, Role } from '../../db/words.ts'
import type { PostView } from '../outcome.ts'
import type { PlatformId } from '../platform.ts'
import type { Change as LineChange } from '../posts/changes.ts'
import type { ChatLink, ChatName } from '../sign-in/pairing.ts'

/** One yes of a policy, with the name where it is a member's. */
export type NamedStep = { by: 'any' | 'team' | 'client' } | { by: 'member'; name: string }
export type NamedPolicy = { platform: PlatformId | null; account: string; steps: NamedStep[]; isAuthorEnough: boolean }

/** Why something about people and approvals was not done. */
export type TeamRefusal =
  /** This member said yes to this version already. */
  | 'signed'
  /** Somebody else's yes is needed. */
  | 'notYourTurn'
  /** Nobody is there who could say the yes that is needed. */
  | 'nobody'
  | 'requestOver'
  | 'notOwner'
  | 'lastOwner'
  | 'yourself'
  | 'noSuchMember'
  | 'severalMembers'
  | 'cannotApprove'
  | 'memberThere'
  | 'noSuchWorkspace'
  | 'notAlone'
  | 'noClient'

export type Linewise = { platform: PlatformId; lines: LineChange[] }

export type TeamOutcome =
  | { kind: 'requested'; post: PostView; names: string[]; isAgain: boolean }
  /** A yes that is not the last one needed. */
  | { kind: 'signed'; post: PostView; names: string[] }
  /** To somebody whose yes is asked for; `changes` since they last saw it, null where they see it first. */
  | { kind: 'approvalAsked'; post: PostView; from: string; changes: Linewise[] | null; isReminder: boolean }
  | { kind: 'requestEnded'; post: PostView; end: RequestEnd; by: string; dueAt: Date | null }
  /** `isGone`: who was asked is no member any more. */
  | { kind: 'requestExpired'; post: PostView; names: string[]; isGone: boolean }
  | { kind: 'requestSkipped'; post: PostView }
  | { kind: 'askComment'; post: PostView; asksChange: boolean }
  | { kind: 'commentSent'; post: PostView; to: string; asksChange: boolean }
  | { kind: 'commented'; post: PostView; by: string; words: string; asksChange: boolean }
  | { kind: 'policies'; list: NamedPolicy[]; isNew: boolean }
  | {
      kind: 'team'
      members: { name: string; role: Role; isClient: boolean; isYou: boolean }[]
      invited: { name: string; role: Role }[]
    }
  | { kind: 'inviteRole'; name: string }
  | {
      kind: 'invited'
      name: string
      role: Role
      isClient: boolean
      url: string
      chatUrl: string | null
      code: string
      days: number
    }
  | { kind: 'joined'; name: string; role: Role; isClient: boolean }
  /** To whoever just joined, where they did. */
  | { kind: 'welcome'; workspace: string; role: Role; isClient: boolean }
  | { kind: 'roleSet'; name: string; role: Role; isClient: boolean }
  | { kind: 'confirmRemoveMember'; name: string; memberId: string }
  | { kind: 'memberRemoved'; name: string; isGone: boolean; posts: PostView[]; policies: boolean }
  | { kind: 'places'; places: { workspaceId: string; name: string; mark: number; isHere: boolean }[] }
  | { kind: 'switchOnPage'; url: string }
  | { kind: 'switched'; name: string; mark: number; because: 'asked' | 'pressed' | 'removed' }
  | { kind: 'whoApproved'; post: PostView; yeses: { name: string; at: Date; version: number; chat: string | null }[] }
  | { kind: 'quietSet'; hours: QuietHours | null }
  | { kind: 'review'; posts: PostView[] }
  | { kind: 'nothingToReview' }
  | { kind: 'confirmMany'; posts: PostView[]; left: PostView[] }
  | { kind: 'signInAt'; url: string }
  /** Where another chat can be paired; no links where none can be opened now. */
  | { kind: 'pairing'; links: ChatLink[]; chat: ChatName | undefined }
  | { kind: 'limitReached'; what: LimitName; limit: number; plan: string }
  | { kind: 'teamRefused'; why: TeamRefusal; names: string[] }

export type LimitName = 'members' | 'accounts' | 'posts' | 'storage' | 'money'
