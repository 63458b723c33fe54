// Outcomes about people and approvals become replies.
import { chatNames } from '../../core/chat.ts'
import { unreachable } from '../../core/errors.ts'
import type { Outcome, PostView } from '../../core/outcome.ts'
import { platformNames } from '../../core/platform.ts'
import { chatsCalled } from '../../core/sign-in/pairing.ts'
import { marked } from '../../core/team/marks.ts'
import type { NamedPolicy, TeamOutcome } from '../../core/team/outcome.ts'
import type { Role } from '../../db/words.ts'
import { differences, linewise } from './join.ts'
import { free, plain } from './pieces.ts'
import type { Spoken, SpokenChoice } from './spoken.ts'
import type { Moments, Words } from './words.ts'

const kinds: Record<TeamOutcome['kind'], true> = {
  requested: true,
  signed: true,
  approvalAsked: true,
  requestEnded: true,
  requestExpired: true,
  requestSkipped: true,
  askComment: true,
  commentSent: true,
  commented: true,
  policies: true,
  team: true,
  inviteRole: true,
  invited: true,
  joined: true,
  welcome: true,
  roleSet: true,
  confirmRemoveMember: true,
  memberRemoved: true,
  places: true,
  switchOnPage: true,
  switched: true,
  whoApproved: true,
  quietSet: true,
  review: true,
  nothingToReview: true,
  confirmMany: true,
  signInAt: true,
  pairing: true,
  limitReached: true,
  teamRefused: true,
}

/** True for what is said here; the compiler keeps the list complete. */
export function isOfTeam(outcome: Outcome): outcome is TeamOutcome {
  return outcome.kind in kinds
}

/** The reply to an outcome about people and approvals. */
export function ofTeam(
  outcome: TeamOutcome,
  words: Words,
  moments: Moments,
  card: (post: PostView, text: string) => Spoken,
): Spoken {
  const { team } = words
  const whenOf = (post: PostView) => (post.dueAt === null ? null : moments.near(post.dueAt, post.zone))
  switch (outcome.kind) {
    case 'requested':
      return card(outcome.post, team.requested({ names: words.list(outcome.names), isAgain: outcome.isAgain }))
    case 'signed':
      return card(outcome.post, team.signed(words.list(outcome.names)))
    case 'approvalAsked': {
      const { changes } = outcome
      const changed = linewise(changes ?? [])
      const said = team.approvalAsked({
        ...outcome,
        when: whenOf(outcome.post),
        isSame: changed.length === 0,
        seen: changes !== null,
      })
      const asked = card(outcome.post, changed.length === 0 ? said : `${said}\n${differences(changed)}`)
      return { ...asked, isNews: true }
    }
    case 'requestEnded': {
      const when = outcome.dueAt === null ? null : moments.near(outcome.dueAt, outcome.post.zone)
      return { text: team.requestEnded({ ...outcome, number: outcome.post.number, when }), choices: [] }
    }
    case 'requestExpired': {
      const { post } = outcome
      const again = (label: string, atNextSlot: boolean): SpokenChoice =>
        bound(post, label, { kind: 'askAgain', postId: post.id, atNextSlot })
      return {
        text: team.requestExpired({
          number: post.number,
          names: words.list(outcome.names),
          hasMoment: post.dueAt !== null,
          isGone: outcome.isGone,
        }),
        choices: [
          bound(post, team.labels.skipIt, { kind: 'skipRequest', postId: post.id }),
          again(team.labels.askAgain, false),
          again(team.labels.nextSlot, true),
        ],
      }
    }
    case 'requestSkipped':
      return plain(team.requestSkipped)
    case 'askComment':
      return {
        text: team.askComment(outcome.asksChange),
        choices: [bound(outcome.post, words.labels.neverMind, { kind: 'openPost', postId: outcome.post.id })],
      }
    case 'commentSent':
      return plain(team.commentSent(outcome))
    case 'commented':
      return { ...card(outcome.post, team.commented({ ...outcome, number: outcome.post.number })), isNews: true }
    case 'policies':
      return plain([team.policiesHead(outcome.isNew), ...outcome.list.map((one) => policyLine(one, words))].join('\n'))
    case 'team': {
      const people = outcome.members.map(
        (one) => `${one.name}, ${roleOf(one, words)}${one.isYou ? ` (${team.you})` : ''}`,
      )
      const invited = outcome.invited.map(({ name, role }) => team.invitedLine({ name, role: team.roles[role] }))
      return plain([team.teamHead(people.length), ...people, ...invited].join('\n'))
    }
    case 'inviteRole': {
      const { name } = outcome
      const offer = (role: Role, isClient = false): SpokenChoice =>
        free(roleOf({ role, isClient }, words), { kind: 'invite', name, role, isClient })
      return {
        text: team.inviteRole(name),
        choices: [offer('editor'), offer('approver'), offer('approver', true), offer('viewer')],
      }
    }
    case 'invited':
      return { ...plain(team.invited({ ...outcome, said: roleOf(outcome, words) })), veiled: team.veiled }
    case 'joined':
      return plain(team.joined({ name: outcome.name, role: roleOf(outcome, words) }))
    case 'welcome': {
      const { workspace, role } = outcome
      const approves = role === 'approver' || role === 'owner'
      return plain(team.welcome({ workspace, role: roleOf(outcome, words), approves }))
    }
    case 'roleSet':
      return plain(team.roleSet({ name: outcome.name, role: roleOf(outcome, words) }))
    case 'confirmRemoveMember': {
      const { name, memberId } = outcome
      return {
        text: team.confirmRemove(name),
        choices: [
          free(team.labels.removeThem, { kind: 'removeMember', name, memberId }),
          free(team.labels.keepThem, { kind: 'no' }),
        ],
      }
    }
    case 'memberRemoved': {
      const { name, posts, policies } = outcome
      const rows = posts.map((post) => lineOf(post, words, moments))
      return {
        text: [team.removed({ name, posts: posts.length, policies }), ...rows].join('\n'),
        choices: posts.map((post) => bound(post, `${team.labels.cancelPost} ${post.number}`, { kind: 'cancel' })),
      }
    }
    case 'places':
      return {
        text: [team.places, ...outcome.places.map((one) => `${marked(one)}${one.isHere ? ' ←' : ''}`)].join('\n'),
        choices: outcome.places
          .filter((one) => !one.isHere)
          .map((one) => free(marked(one), { kind: 'switchTo', workspaceId: one.workspaceId })),
      }
    case 'switchOnPage':
      return plain(team.switchOnPage(outcome.url))
    case 'switched':
      return plain(team.switched({ place: marked(outcome), because: outcome.because }))
    case 'whoApproved': {
      const yeses = outcome.yeses.map((yes) => ({ ...yes, when: moments.at(yes.at, outcome.post.zone) }))
      return plain(team.whoApproved({ number: outcome.post.number, yeses }))
    }
    case 'quietSet':
      return plain(team.quietSet(outcome.hours))
    case 'review':
      return {
        text: [
          team.review(outcome.posts.length),
          ...outcome.posts.map((post, i) => `${i + 1}. ${lineOf(post, words, moments)}`),
        ].join('\n'),
        choices: [free(team.labels.approveAll, { kind: 'approveMany', except: [] })],
      }
    case 'nothingToReview':
      return plain(team.nothingToReview)
    case 'confirmMany': {
      const posts = outcome.posts.map(({ id, version }) => ({ id, version }))
      const text = team.confirmMany({
        lines: outcome.posts.map((post) => lineOf(post, words, moments)),
        left: outcome.left.map(({ number }) => number),
      })
      return {
        text,
        choices: [
          free(`${team.labels.approveThese} (${posts.length})`, { kind: 'approveMany', except: [], posts }),
          free(words.labels.neverMind, { kind: 'no' }),
        ],
      }
    }
    case 'signInAt':
      return plain(team.signInAt(outcome.url))
    case 'pairing': {
      const links = outcome.links.map((link) => ({ ...link, name: chatNames[link.chat] ?? link.chat }))
      const [named] = outcome.chat === undefined ? [] : chatsCalled[outcome.chat]
      const text = team.pairing({ links, chat: named === undefined ? null : (chatNames[named] ?? named) })
      return { ...plain(text), veiled: team.veiled }
    }
    case 'limitReached':
      return plain(team.limitReached(outcome))
    case 'teamRefused':
      return plain(team.refused[outcome.why](words.list(outcome.names)))
    default:
      return unreachable(outcome)
  }
}

/** The choices of a card that waits for a yes: of whoever is asked, and of whoever asks. */
export function reviewChoices(post: PostView, words: Words): SpokenChoice[] | undefined {
  if (post.review === undefined) return undefined
  const { labels, team } = words
  const choice = (label: string, intent: SpokenChoice['intent']): SpokenChoice => ({
    ...{ label, intent, postId: post.id, version: post.version },
  })
  if (post.review.isAsked)
    return [
      choice(labels.approve, { kind: 'approve' }),
      choice(team.labels.askChanges, { kind: 'askComment', asksChange: true }),
      choice(team.labels.comment, { kind: 'askComment', asksChange: false }),
    ]
  if (!post.review.isMine) return undefined
  const forOthers = post.review.isShared === true ? [choice(labels.approve, { kind: 'approve' })] : []
  return [
    ...forOthers,
    choice(labels.change, { kind: 'askChange' }),
    choice(team.labels.withdraw, { kind: 'withdrawRequest' }),
  ]
}

function policyLine({ platform, account, steps, isAuthorEnough }: NamedPolicy, { team }: Words): string {
  const network = platform === null ? null : `${platformNames[platform]} (${account})`
  const [first, more] = steps
  const isPlain = first?.by === 'any' && more === undefined && isAuthorEnough
  return team.policy({ network, isPlain, isAuthorEnough, steps: steps.map((step) => team.step(step)) })
}

function roleOf({ role, isClient }: { role: Role; isClient: boolean }, { team }: Words): string {
  return isClient ? team.roles.client : team.roles[role]
}

/** "12 · Tue 24 Nov 09:00 (Rome) · We open on Monday" */
function lineOf(post: PostView, words: Words, moments: Moments): string {
  const text = post.variants[0]?.text.replaceAll(/\s+/g, ' ') ?? ''
  const gist = text.length > 60 ? `${text.slice(0, 59)}…` : text
  const when = post.dueAt === null ? words.noTime : moments.at(post.dueAt, post.zone)
  return `${post.number} · ${when} · ${gist}`
}

function bound(post: PostView, label: string, intent: SpokenChoice['intent']): SpokenChoice {
  return { label, intent, postId: post.id, version: null }
}
