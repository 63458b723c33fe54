// A stored post as it is shown: counted, checked, with its status derived.
import type { StoredPost } from '../../db/posts.ts'
import type { Finding } from '../brand/tells/tell.ts'
import type { Context } from '../context.ts'
import type { MadePictures, PostView, VariantView } from '../outcome.ts'
import type { Content } from '../platform.ts'
import { postStatus } from '../publishing/status.ts'
import { count } from './count.ts'
import { optionsIn } from './options.ts'

/** The view of a stored post for the brand it belongs to. */
export function viewPost(
  ctx: Pick<Context, 'platforms'>,
  stored: StoredPost,
  brand: { name: string; zone: string },
): PostView {
  const { post, version } = stored
  const variants = stored.variants.map((one) => viewVariant(ctx, one, version.findings[one.account.id] ?? []))
  return {
    id: post.id,
    number: post.number,
    version: post.version,
    hash: version.hash,
    status: post.discardedAt === null ? postStatus(variants.map((one) => one.publication.status)) : 'discarded',
    brand: brand.name,
    variants,
    media: version.media,
    dueAt: post.dueAt,
    zone: post.wished?.zone ?? brand.zone,
    cost: version.cost,
    idea: version.idea,
  }
}

/** What is asked with a card whose networks have no posts of words alone: the next picture is for it. */
export function pictureAsked({ id: postId, variants }: PostView): { what: 'picture'; postId: string } | null {
  const isNeeded = variants.some(({ problems }) => problems.some(({ kind }) => kind === 'pictureNeeded'))
  return isNeeded ? { what: 'picture', postId } : null
}

/** The networks of a post that still wait for an approval: drafts, and changes of what is out. */
export function unapproved(post: PostView): VariantView[] {
  return post.variants.filter(
    (one) => ['draft', 'awaiting_approval', 'failed'].includes(one.publication.status) || one.change === 'proposed',
  )
}

/** The networks of a post that are approved and not yet out. */
export function approved(post: PostView): VariantView[] {
  return post.variants.filter((one) => ['scheduled', 'armed'].includes(one.publication.status))
}

function viewVariant(
  ctx: Pick<Context, 'platforms'>,
  one: StoredPost['variants'][number],
  findings: Finding[],
): VariantView {
  const { variant, account, publication } = one
  const platform = ctx.platforms.get(variant.platform)
  const limits = platform?.limits(account)
  const text = limits?.text ?? { limit: 0, unit: 'characters' as const }
  const price = publication.publishedAt === null ? platform?.price?.(variant.content) : undefined
  const longest = variant.content.parts.length > 0 ? variant.content.parts : [variant.content.text]
  return {
    platform: variant.platform,
    accountId: account.id,
    account: account.name,
    text: variant.content.text,
    parts: variant.content.parts,
    pictures: variant.content.pictures.length,
    made: madeOf(variant.content),
    options: optionsIn(variant.content.options),
    used: Math.max(...longest.map((part) => count(part, text.unit))),
    limit: text,
    problems: platform === undefined || limits === undefined ? [] : platform.check(variant.content, limits),
    ...(price !== undefined && { price }),
    change: changeOf(one, platform?.edit !== undefined),
    isLost: account.lostAt !== null,
    findings,
    publication: {
      id: publication.id,
      status: publication.status,
      url: publication.url,
      publishedAt: publication.publishedAt,
      removedAt: publication.removedAt,
      failure: publication.failureKind,
      say: publication.failureSay,
      dueAt: publication.dueAt,
      usefulUntil: publication.usefulUntil,
      retryAt: publication.retryAt,
      never: publication.failureKind === 'forbidden' ? (publication.failureSay ?? '').split(', ') : [],
    },
  }
}

/** A published post whose newest words are not those that are public. */
function changeOf(
  { variant, publication, isChanging }: StoredPost['variants'][number],
  canEdit: boolean,
): VariantView['change'] {
  const isPublic = publication.status === 'published' && publication.removedAt === null
  if (!isPublic || !canEdit || variant.hash === publication.variantHash) return null
  return isChanging ? 'underWay' : 'proposed'
}

/** Equal things are said once, with how many pictures they were done to. */
function madeOf({ pictures, films = [] }: Content): MadePictures[] {
  const made: MadePictures[] = []
  const add = (one: MadePictures) => {
    const known = made.find((other) => JSON.stringify({ ...other, count: 1 }) === JSON.stringify(one))
    if (known === undefined) made.push(one)
    else known.count++
  }
  for (const { shaped, isStill } of pictures) {
    if (shaped !== undefined) add({ how: shaped.how, to: shaped.to, count: 1 })
    if (isStill === true) add({ how: 'still', count: 1 })
  }
  for (const { film } of films) add({ how: 'film', seconds: film.seconds ?? null, count: 1 })
  return made
}
