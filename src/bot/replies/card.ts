// A post as a card: its head, its networks with counters and problems, and the choices that a card carries.
import type { Card } from '../../core/chat.ts'
import type { PostView, VariantView } from '../../core/outcome.ts'
import { platformNames } from '../../core/platform.ts'
import { approved, unapproved } from '../../core/posts/view.ts'
import { toWall } from '../../core/time/wall.ts'
import type { Language } from '../../db/words.ts'
import { sayFindings } from './findings.ts'
import { connectChoices } from './pieces.ts'
import type { SpokenChoice } from './spoken.ts'
import type { Labels, Moments, Words } from './words.ts'

/** The card of a post in a language; its head names the moment and the zone, or that there is none. */
export function cardOf(post: PostView, words: Words, moments: Moments, language: Language): Card {
  const when = momentOf(post, moments) ?? words.noTime
  return {
    postId: post.id,
    number: post.number,
    version: post.version,
    hash: post.hash,
    status: post.status,
    head: `${words.head(post)} · ${when}${post.cost > 0 ? ` · ${words.money.dollars(post.cost)}` : ''}`,
    variants: post.variants.map((one) => ({
      platform: one.platform,
      accountId: one.accountId,
      account: one.account,
      text: one.text,
      ...(one.parts.length > 0 && { parts: one.parts }),
      count: { used: one.used, limit: one.limit.limit, unit: one.limit.unit },
      ...(one.options.length + one.made.length > 0 && {
        options: [...one.options.map(words.networks.option), ...one.made.map(words.networks.made)],
      }),
      ...(one.publication.removedAt !== null && { options: [words.networks.deleted] }),
      ...(one.findings.length > 0 &&
        one.publication.publishedAt === null && { findings: sayFindings(one.findings, language) }),
      problems: [
        ...one.problems.map((problem) => words.problem(problem, platformNames[one.platform])),
        ...(waitsForAccess(one) ? [words.networks.waitsForAccess(platformNames[one.platform], true)] : []),
        ...(one.price === undefined
          ? []
          : [words.networks.price({ network: platformNames[one.platform], ...one.price })]),
      ],
      ...(isPublic(one) && {
        published: { at: one.publication.publishedAt?.toISOString() ?? '', url: one.publication.url },
      }),
    })),
    media: post.media,
    ...(post.dueAt !== null && { dueAt: post.dueAt.toISOString() }),
    zone: post.zone,
    ...(post.cost > 0 && { cost: post.cost }),
  }
}

/** The moment of a post: that it is planned for, else that it went out at; undefined where it has none. */
export function momentOf({ dueAt, variants, zone }: PostView, moments: Moments): string | undefined {
  const [out] = variants.flatMap((one) => one.publication.publishedAt ?? []).toSorted((a, b) => Number(a) - Number(b))
  const at = dueAt ?? out
  return at === undefined ? undefined : moments.near(at, zone)
}

/** True where something has to be connected again before it can go out. */
function waitsForAccess({ isLost, publication }: VariantView): boolean {
  return isLost && publication.publishedAt === null
}

function isPublic({ publication }: VariantView): boolean {
  return publication.publishedAt !== null && publication.removedAt === null
}

/** The choices of a fresh card, in the order of the contract; what is approved already can be moved or cancelled. */
export function cardChoices(post: PostView, labels: Labels): SpokenChoice[] {
  const bound = { postId: post.id, version: post.version }
  const choice = (label: string, intent: SpokenChoice['intent']): SpokenChoice => ({ label, intent, ...bound })
  const lost = [...new Set(post.variants.filter(waitsForAccess).map((one) => one.platform))]
  const again = connectChoices(lost, labels.reconnect)
  if (post.status === 'discarded') return [choice(labels.undo, { kind: 'undo' })]
  if (unapproved(post).length > 0) {
    const isChange = unapproved(post).every((one) => one.change !== null)
    const tooLong = post.variants.find((one) => one.problems.some((problem) => problem.kind === 'tooLong'))
    return [
      choice(labels.approve, { kind: 'approve' }),
      choice(labels.change, { kind: 'askChange' }),
      ...(isChange ? [] : [choice(labels.schedule, { kind: 'askSchedule' })]),
      choice(labels.picture, { kind: 'askPicture' }),
      choice(labels.discard, { kind: 'discard' }),
      choice(labels.preview, { kind: 'preview', platforms: [] }),
      ...(['crop', 'pad'] as const).flatMap((how) => {
        const isMade = unapproved(post).some(({ made }) => made.some((one) => one.how === how))
        const other = how === 'crop' ? 'pad' : 'crop'
        return isMade ? [choice(labels[other], { kind: 'shapePictures', how: other, platforms: [] })] : []
      }),
      ...unapproved(post).flatMap(({ platform, price }) => {
        if (price?.cheaper === undefined) return []
        const changes = [{ how: 'replace' as const, text: price.cheaper.text }]
        return [choice(labels.withoutLink, { kind: 'revise', changes, platforms: [platform] })]
      }),
      ...(tooLong === undefined ? [] : [choice(labels.fit, { kind: 'fit', platform: tooLong.platform })]),
      ...withoutChoices(post, labels),
      ...again,
    ]
  }
  if (approved(post).length > 0) return [...plannedChoices(post, labels), ...again]
  return post.variants.some(isPublic) ? outChoices(post, labels) : []
}

/** Networks that a post of words alone does not do for can be left out, where others are left. */
function withoutChoices(post: PostView, labels: Labels): SpokenChoice[] {
  const needy = new Set(
    post.variants.filter((one) => one.problems.some(({ kind }) => kind === 'pictureNeeded')).map((one) => one.platform),
  )
  if (post.variants.every((one) => needy.has(one.platform))) return []
  return [...needy].map((platform) => ({
    label: `${labels.without} ${platformNames[platform]}`,
    intent: { kind: 'platforms', how: 'drop', platforms: [platform] },
    ...{ postId: post.id, version: post.version },
  }))
}

/** Change and delete, for what is out. */
function outChoices(post: PostView, labels: Labels): SpokenChoice[] {
  const bound = { postId: post.id, version: null }
  return [
    { label: labels.change, intent: { kind: 'askChange' }, ...bound },
    { label: labels.delete, intent: { kind: 'delete' }, ...bound },
  ]
}

/** What is in the way of the post's moment; nothing where nothing is. */
export function crowdedText({ crowded, zone }: PostView, words: Words, moments: Moments): string {
  if (crowded === undefined) return ''
  const { platform, seconds, other, free } = crowded
  const at = { other: moments.near(other, zone), free: moments.near(free, zone) }
  return words.crowded({ network: platformNames[platform], minutes: seconds / 60, ...at })
}

/** The next moment that is free, for a post whose moment is not. */
export function freeChoice(post: PostView, moments: Moments): SpokenChoice[] {
  if (post.crowded === undefined) return []
  const at = post.crowded.free
  const when = { kind: 'at', wall: toWall(at, post.zone), at: at.toISOString() } as const
  const intent = { kind: 'schedule', when } as const
  return [{ label: moments.at(at, post.zone), intent, postId: post.id, version: null }]
}

/** Move and cancel, for what is approved and waits. */
export function plannedChoices(post: PostView, labels: Labels): SpokenChoice[] {
  const bound = { postId: post.id, version: null }
  return [
    { label: labels.move, intent: { kind: 'askSchedule' }, ...bound },
    { label: labels.cancel, intent: { kind: 'cancel' }, ...bound },
  ]
}
