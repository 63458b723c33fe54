// What networks have to say: accounts that come and go, posts that went out or did not, and what can be done about it.
import { unreachable } from '../../core/errors.ts'
import type { Outcome, PostView } from '../../core/outcome.ts'
import type { Language } from '../../db/words.ts'
import { plannedChoices } from './card.ts'
import { lines } from './join.ts'
import { connectChoices, nameAmong, nameOf, onCard, plain, waitsForAccess } from './pieces.ts'
import { sayReason } from './reasons.ts'
import type { Spoken, SpokenChoice } from './spoken.ts'
import type { Moments, Words } from './words.ts'

const kinds = [
  'connectAt',
  'noOption',
  'noDocument',
  'connectWhich',
  'cannotConnect',
  'removed',
  'notRemoved',
  'ended',
  'delayed',
  'connected',
  'accountLost',
  'accessEnds',
  'changing',
  'corrected',
  'notCorrected',
  'cannotEdit',
  'settled',
  'notConnected',
] as const

/** What is not worth a reason: that an account is lost says it. */
const unsaid = new Set(['', 'notLetIn', 'sessionOver', 'nothingStored', 'disconnected', 'accessUnopened'])

type NetworkOutcome = Extract<Outcome, { kind: (typeof kinds)[number] }>

/** True for an outcome that `ofNetworks` says. */
export function isOfNetworks(outcome: Outcome): outcome is NetworkOutcome {
  return (kinds as readonly string[]).includes(outcome.kind)
}

/** The reply to an outcome at a network. */
export function ofNetworks(outcome: NetworkOutcome, words: Words, moments: Moments, language: Language): Spoken {
  const { labels } = words
  switch (outcome.kind) {
    case 'notConnected':
      return {
        text: words.notConnected(words.list(outcome.platforms.map(nameOf))),
        choices: connectChoices(outcome.platforms, labels.connect),
      }
    case 'connectAt':
      return plain(words.networks.connectAt({ ...outcome, network: nameOf(outcome.platform) }))
    case 'noOption':
      return plain(words.networks.noOption(words.list(outcome.platforms.map(nameOf))))
    case 'noDocument':
      return plain(words.networks.noDocument)
    case 'connectWhich':
      return { text: words.networks.connectWhich, choices: connectChoices(outcome.platforms) }
    case 'cannotConnect': {
      const networks = words.list(outcome.platforms.map(nameOf))
      return {
        text: words.networks.cannotConnect({ network: nameOf(outcome.platform), networks }),
        choices: connectChoices(outcome.platforms, labels.connect),
      }
    }
    case 'removed':
      return plain(words.removed(nameOf(outcome.platform)))
    case 'notRemoved':
      return plain(words.notRemoved(nameOf(outcome.platform), sayReason(outcome.say, language)))
    case 'ended':
      return ended(outcome, words, language)
    case 'delayed': {
      const { post, dueAt, retryAt } = outcome
      const when = dueAt === null ? null : moments.at(dueAt, post.zone)
      const again = retryAt === null ? null : moments.near(retryAt, post.zone)
      const about = { network: nameAmong(outcome, post.variants), say: sayReason(outcome.say, language) }
      return {
        text: words.networks.delayed({ ...about, when, again, asksFirst: outcome.asksFirst }),
        choices: plannedChoices(post, labels),
      }
    }
    case 'connected':
      return plain(words.networks.connected({ ...outcome, network: nameOf(outcome.platform) }))
    case 'accountLost': {
      const { platform, account, waiting, nextAt, zone, say } = outcome
      const when = nextAt === null ? null : moments.at(nextAt, zone)
      const why = unsaid.has(say) ? {} : { why: sayReason(say, language) }
      return {
        text: words.networks.accountLost({ network: nameOf(platform), account, waiting, when, ...why }),
        choices: connectChoices([platform], labels.reconnect),
      }
    }
    case 'accessEnds':
      return {
        text: words.networks.accessEnds({
          ...{ network: nameOf(outcome.platform), account: outcome.account },
          when: moments.at(outcome.endsAt, outcome.zone),
        }),
        choices: connectChoices([outcome.platform], labels.reconnect),
      }
    case 'changing': {
      const { post, platforms } = outcome
      const about = post.variants.filter((one) => one.change !== null && platforms.includes(one.platform))
      const waits = waitsForAccess(about, words)
      const networks = words.list([...new Set(platforms)].map(nameOf))
      return { text: lines(words.networks.changing(networks), waits.text), choices: waits.choices }
    }
    case 'corrected': {
      const network = nameAmong(outcome, outcome.post.variants)
      return plain(words.networks.corrected({ network, url: outcome.url }))
    }
    case 'notCorrected': {
      const change = { label: labels.change, intent: { kind: 'askChange' } } as const
      const text = words.networks.notCorrected({
        network: nameAmong(outcome, outcome.post.variants),
        say: sayReason(outcome.say, language),
      })
      return { text, choices: [{ ...change, postId: outcome.post.id, version: null }] }
    }
    case 'cannotEdit': {
      const { fixed, post } = outcome
      const named = (some: typeof fixed) => words.list([...new Set(some.map((one) => nameOf(one.platform)))])
      const removable = fixed.filter((one) => one.canRemove)
      const byHand = fixed.filter((one) => !one.canRemove)
      const isOne = new Set(fixed.map((one) => one.platform)).size === 1
      const text = words.networks.cannotEdit({
        ...{ networks: named(fixed), isOne, removable: named(removable) },
        byHand: removable.length === 0 ? '' : named(byHand),
      })
      const choices = removable.map(({ publicationId, platform, text }): SpokenChoice => {
        const label = fixed.length === 1 ? labels.repost : `${labels.repost}: ${nameOf(platform)}`
        return { label, intent: { kind: 'repost', publicationId, text }, postId: post.id, version: null }
      })
      return { text, choices }
    }
    case 'settled':
      return plain(
        words.settled({ network: nameOf(outcome.ended.platform), isOut: outcome.ended.status === 'published' }),
      )
    default:
      return unreachable(outcome)
  }
}

function ended(outcome: Extract<Outcome, { kind: 'ended' }>, words: Words, language: Language): Spoken {
  const { labels } = words
  const of = (status: string) => outcome.ended.filter((one) => one.status === status)
  const named = (one: (typeof outcome.ended)[number]) => ({
    ...one,
    network: nameAmong(one, outcome.post.variants),
    say: sayReason(one.say ?? '', language),
  })
  const forbidden = of('failed').filter((one) => one.never.length > 0)
  const missing = of('published').filter(({ say }) => say !== null)
  const told = words.ended({
    never: forbidden.map((one) => ({ network: nameOf(one.platform), terms: words.list(one.never) })),
    out: of('published').map(named),
    failed: of('failed')
      .filter((one) => one.never.length === 0)
      .map(named),
    unclear: of('unconfirmed').map(named),
  })
  const text = lines(told, ...missing.map((one) => `${nameOf(one.platform)}: ${sayReason(one.say ?? '', language)}.`))
  const bound = { postId: outcome.post.id, version: null }
  const choices: SpokenChoice[] = [
    ...of('unconfirmed').flatMap((one): SpokenChoice[] => [
      { label: labels.itIsThere, intent: { kind: 'itIsThere', publicationId: one.publicationId }, ...bound },
      { label: labels.sendAgain, intent: { kind: 'sendAgain', publicationId: one.publicationId }, ...bound },
      { label: labels.leaveIt, intent: { kind: 'leaveIt', publicationId: one.publicationId }, ...bound },
    ]),
    ...allowOnce(outcome.post, forbidden, labels),
    ...(of('failed').length > 0 || outcome.ended.some((one) => one.canEdit)
      ? [{ label: labels.change, intent: { kind: 'askChange' }, ...bound } as const]
      : []),
    ...(outcome.ended.some((one) => one.canRemove)
      ? [{ label: labels.delete, intent: { kind: 'delete' }, ...bound } as const]
      : []),
  ]
  return { text, choices }
}

/** What was held back for its words can be let through once, as the version that it was. */
function allowOnce(post: PostView, forbidden: { never: string[] }[], labels: Words['labels']): SpokenChoice[] {
  const allowing = [...new Set(forbidden.flatMap((one) => one.never))]
  return allowing.length === 0 ? [] : [onCard(post, labels.allowOnce, { kind: 'approve', allowing })]
}
