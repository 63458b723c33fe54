// What a message can ask for about the people of a workspace, its approvals and its data. Only a person asks for these.
import type { QuietHours } from '../../db/schema/members.ts'
import type { NoticeKind, NoticeWay, Role } from '../../db/words.ts'
import type { PlatformId } from '../platform.ts'
import type { ChatName } from '../sign-in/pairing.ts'

/** A policy as it is said: whose yes is needed. Names are looked up among the members. */
export type PolicyWish =
  | { how: 'nobody' }
  | { how: 'any' }
  | { how: 'two' }
  | { how: 'named'; names: string[] }
  /** Whether the author's own yes counts. */
  | { how: 'author'; isEnough: boolean }

export type TeamIntent =
  /** Opens the question for a comment; `asksChange`: the post is to be changed first. */
  | { kind: 'askComment'; asksChange: boolean }
  | { kind: 'comment'; words: string; asksChange: boolean; postId?: string }
  | { kind: 'withdrawRequest' }
  /** Answers to a request that expired. */
  | { kind: 'askAgain'; postId: string; atNextSlot: boolean }
  | { kind: 'skipRequest'; postId: string }
  | { kind: 'policy'; wish: PolicyWish; platforms: PlatformId[] }
  | { kind: 'showPolicy' }
  | { kind: 'showTeam' }
  | { kind: 'invite'; name: string; role: Role | undefined; isClient: boolean }
  | { kind: 'setRole'; name: string; role: Role; isClient: boolean }
  /** By name it asks back; by id it is done. */
  | { kind: 'removeMember'; name: string; memberId?: string }
  | { kind: 'switchTo'; name?: string; workspaceId?: string }
  | { kind: 'whoApproved'; number?: number }
  | { kind: 'quietHours'; hours: QuietHours | null }
  | { kind: 'reviewAll' }
  /** By number of the list it shows what would be approved; with `posts` it approves exactly these versions. */
  | { kind: 'approveMany'; except: number[]; posts?: { id: string; version: number }[] }
  | { kind: 'signInLink' }
  /** A chat more to talk from, as the same person. */
  | { kind: 'pair'; chat?: ChatName }
  /** Everything of the workspace as an archive. */
  | { kind: 'exportData' }
  /** What erasing takes, and where it is begun: never in a chat. */
  | { kind: 'askErasing' }
  /** Takes back what waits to be erased. */
  | { kind: 'keepEverything' }
  | { kind: 'showNotices' }
  /** No kinds: all of them; no ways: the chat, or where it is taken away, every way. */
  | { kind: 'notify'; kinds: NoticeKind[]; ways: NoticeWay[]; isOn: boolean }
