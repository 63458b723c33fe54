// What Leopost says about people and approvals in English.
import { lines } from './join.ts'
import type { TeamWords } from './team.ts'

const chats: Record<string, string> = { web: 'on the web', telegram: 'in Telegram', whatsapp: 'in WhatsApp' }

export const teamEn: TeamWords = {
  labels: {
    askChanges: 'Ask for changes',
    comment: 'Comment',
    withdraw: 'Withdraw',
    askAgain: 'Ask again',
    nextSlot: 'Next free slot',
    skipIt: 'Skip it',
    removeThem: 'Remove',
    keepThem: 'Keep',
    approveAll: 'Approve all',
    approveThese: 'Approve these',
    cancelPost: 'Cancel',
    review: 'Review',
    team: 'Team',
  },
  roles: { owner: 'owner', editor: 'editor', approver: 'approver', viewer: 'viewer', client: 'client' },
  requested: (o) =>
    o.isAgain
      ? `${o.names} was asked already. You hear of the answer here.`
      : `Asked ${o.names}. You hear of the answer here.`,
  signed: (names) => `Your yes is noted. Now it waits for ${names}.`,
  approvalAsked: (o) =>
    lines(
      o.isReminder ? `Still waiting for your yes, from ${o.from}:` : `${o.from} asks for your yes:`,
      o.seen && o.isSame && 'The words are as you saw them last.',
      o.when === null ? 'It goes out as soon as it is approved.' : `It is for ${o.when}.`,
    ),
  requestEnded: (o) => {
    switch (o.end) {
      case 'approved':
        return `Post ${o.number}: approved by ${o.by}.${o.when === null ? '' : ` Goes out ${o.when}.`}`
      case 'changesAsked':
        return `Post ${o.number}: ${o.by} asked for changes. Nobody has to answer for now.`
      case 'changed':
        return `Post ${o.number} was changed by ${o.by}. The card above is over.`
      case 'withdrawn':
        return `Post ${o.number}: ${o.by} asks for it no longer.`
      case 'expired':
        return `Post ${o.number}: the time to answer is over. Nothing went out.`
    }
  },
  requestExpired: (o) =>
    o.isGone
      ? `Post ${o.number} waited for the yes of ${o.names}, who is not here any more. Nothing went out. What now?`
      : `Post ${o.number}: ${o.names} did not answer${o.hasMoment ? ' before its moment' : ''}. Nothing went out. What now?`,
  requestSkipped: 'Left as a draft.',
  askComment: (asksChange) =>
    asksChange ? 'What should change? The author gets your words.' : 'What do you want to say about it?',
  commentSent: (o) => (o.asksChange ? `Sent to ${o.to}. It waits for the change.` : `Sent to ${o.to}.`),
  commented: (o) => `${o.by} ${o.asksChange ? 'asks for changes to' : 'on'} post ${o.number}: “${o.words}”`,
  step: (step) => {
    switch (step.by) {
      case 'any':
        return 'an approver'
      case 'team':
        return 'the team'
      case 'client':
        return 'the client'
      case 'member':
        return step.name
    }
  },
  policy: (o) => {
    const where = o.network === null ? 'Posts' : `Posts on ${o.network}`
    if (o.isPlain) return `${where}: one yes of anybody who may approve, the author too.`
    return `${where}: ${o.steps.join(', then ')}. The author's own yes ${o.isAuthorEnough ? 'counts' : 'does not count'}.`
  },
  policiesHead: (isNew) => (isNew ? 'From now on:' : 'Whose yes is needed:'),
  teamHead: (count) => (count === 1 ? 'You are alone here:' : `${count} people:`),
  you: 'you',
  invitedLine: (o) => `${o.name}, ${o.role}: invited`,
  inviteRole: (name) =>
    `What may ${name} do? An editor drafts, an approver drafts and approves, a client approves last, a viewer reads.`,
  invited: (o) =>
    lines(
      `Send this to ${o.name}. It is good once, for ${o.days} days, as ${o.said}:`,
      o.url,
      o.chatUrl !== null && `Or in Telegram: ${o.chatUrl}`,
    ),
  joined: (o) => `${o.name} is here now, as ${o.role}.`,
  welcome: (o) =>
    `Welcome. This is the desk of ${o.workspace}, and you are here as ${o.role}.${o.approves ? ' Posts that need your yes come to you here.' : ''}`,
  roleSet: (o) => `${o.name} is ${o.role} now.`,
  confirmRemove: (name) =>
    `Remove ${name}? Every session, token and chat of theirs ends at once. What they approved stands.`,
  removed: (o) =>
    lines(
      `${o.name} is out: every session, token and chat has ended.`,
      o.policies && 'Where their yes was needed, that of any approver is needed now.',
      o.posts > 0 &&
        `${o.posts === 1 ? 'One post is' : `${o.posts} posts are`} planned on their yes. Cancel what should not go out:`,
    ),
  places: 'Your workspaces:',
  switchOnPage: (url) => `Choose the workspace here: ${url}`,
  switched: (o) =>
    o.because === 'removed'
      ? `You have left a workspace. Here it is about ${o.place} now.`
      : `Now it is about ${o.place}.`,
  whoApproved: (o) =>
    o.yeses.length === 0
      ? `Nobody has said yes to post ${o.number}.`
      : lines(
          `Post ${o.number}:`,
          ...o.yeses.map(
            (yes) =>
              `${yes.name}, ${yes.when}${yes.chat === null ? '' : ` ${chats[yes.chat] ?? yes.chat}`}, version ${yes.version}`,
          ),
        ),
  quietSet: (hours) =>
    hours === null ? 'No quiet hours.' : `Quiet from ${hours.from} to ${hours.to}: no reminders then.`,
  review: (count) =>
    count === 1
      ? 'One post waits for your yes.'
      : `${count} posts wait for your yes. Say for example: approve all but the third.`,
  nothingToReview: 'Nothing waits for your yes.',
  confirmMany: (o) =>
    lines('This would be approved:', ...o.lines, o.left.length > 0 && `Left out: ${o.left.join(', ')}.`),
  signInAt: (url) =>
    lines(`Sign in on the web here: ${url}`, 'The link lets you in once and for fifteen minutes. Do not pass it on.'),
  pairing: (o) => {
    if (o.links.length === 0)
      return o.chat === null
        ? 'No other chat is switched on here, or none answers now. Whoever runs this finds more with the command doctor.'
        : `${o.chat} is not switched on here, or does not answer now. Whoever runs this finds more with the command doctor.`
    return lines(
      'On the device you want to talk from, open this and send what stands there:',
      ...o.links.map(({ name, url }) => `${name}: ${url}`),
      ...o.links.map(({ name, code }) => `Or type this to me in ${name}: ${code}`),
      `${o.links.length === 1 ? 'It is' : 'Each is'} good once, for fifteen minutes, and makes that chat yours. Do not pass it on.`,
    )
  },
  veiled: 'A link that only you may have: it is shown on the web and in your own chat, to no program.',
  limitReached: (o) => `The plan ${o.plan} has room for ${limits[o.what](o.limit)}. Nothing was changed.`,
  refused: {
    signed: (names) => `You have said yes to this version already. It waits for ${names}.`,
    notYourTurn: (names) => (names === '' ? 'It needs the yes of somebody else.' : `It needs the yes of ${names}.`),
    nobody: () =>
      'Nobody is here who may say yes to it. The owner can invite an approver, or change whose yes is needed.',
    requestOver: () => 'That request is over.',
    notOwner: () => 'Only an owner may do that, in a chat of their own or on the web.',
    lastOwner: (names) => `${names} is the only owner. Make somebody else an owner first.`,
    yourself: () => 'You cannot remove yourself. Another owner can.',
    noSuchMember: (names) => `There is nobody called ${names} here. Say "team" to see who is.`,
    severalMembers: (names) => `Several people are called ${names}. Say the whole name.`,
    cannotApprove: (names) => `${names} may not approve. Make them an approver first: "make ${names} an approver".`,
    memberThere: (names) => `${names} is here already.`,
    noSuchWorkspace: (names) => `You have no workspace called ${names}.`,
    notAlone: () => 'I say that only where nobody else reads: write to me alone.',
    noClient: () => 'Nobody is here as the client yet: "invite Anna as client". Until then nothing can be approved.',
  },
}

const limits = {
  members: (limit: number) => `${limit} people`,
  accounts: (limit: number) => `${limit} accounts`,
  posts: (limit: number) => `${limit} posts a month`,
  storage: (limit: number) => `${Math.round(limit / 1_000_000)} MB of pictures`,
  money: (limit: number) => `$${limit / 1_000_000} of model calls a month`,
}
