// A post as it stands now, with what was done to it; and posts as lists.
import type { Outcome, PostView } from '../../core/outcome.ts'
import { approved } from '../../core/posts/view.ts'
import { momentOf } from './card.ts'
import { differences, lines, linewise } from './join.ts'
import { connectChoices, free, nameOf, networksOf, onCard, plain, waitsForAccess } from './pieces.ts'
import type { Spoken, SpokenChoice } from './spoken.ts'
import type { Moments, Words } from './words.ts'

/** The card of a post with what was done to it. */
export function noted(
  outcome: Extract<Outcome, { kind: 'card' }>,
  words: Words,
  moments: Moments,
  card: (post: PostView, text: string) => Spoken,
): Spoken {
  const { post, note } = outcome
  const { labels } = words
  const when = post.dueAt === null ? null : moments.near(post.dueAt, post.zone)
  // The note and its sentence have the same name; the compiler cannot follow that through the table.
  const sentence = words.notes[note.what] as (
    n: typeof note,
    more: { network: (id: string) => string; when: string | null },
  ) => string
  const said = sentence(note, { network: nameOf, when })
  const changed = post.variants.filter((one) => one.change === 'proposed')
  const isOut = changed.length > 0 && words.networks.proposed(networksOf(changed, words))
  const since = note.what === 'stale' && (note.changes ?? []).length > 0 && differences(linewise(note.changes ?? []))
  const spoken = card(post, lines(said, since, isOut))
  // The card before it shows what changed, too: it keeps its words.
  if (note.what === 'stale' && post.review?.isAsked === true) spoken.isNews = true
  const more: SpokenChoice[] = []
  if (note.what === 'drafted' && note.taken.length > 0) more.push(onCard(post, labels.putBack, { kind: 'putBack' }))
  if (note.what === 'drafted' && note.page?.picture)
    more.push(onCard(post, labels.pagePicture, { kind: 'attach', media: [note.page.picture] }))
  if (note.what === 'drafted' && note.heard !== undefined)
    more.push(onCard(post, labels.heardWrong, { kind: 'askHeard' }))
  if (note.what === 'drafted' && !note.wordsOnly && !note.modelDown)
    more.push(
      onCard(post, labels.likeMe, { kind: 'rate', isGood: true }),
      onCard(post, labels.notLikeMe, { kind: 'rate', isGood: false }),
    )
  const isWordsChange = note.what === 'changed' || note.what === 'shorter' || note.what === 'fitted'
  if (isWordsChange) more.push(onCard(post, labels.whatChanged, { kind: 'whatChanged' }))
  if (
    isWordsChange ||
    note.what === 'time' ||
    note.what === 'networks' ||
    note.what === 'picture' ||
    note.what === 'altText' ||
    note.what === 'shaped' ||
    note.what === 'options'
  )
    more.push(onCard(post, labels.undo, { kind: 'undo' }))
  if (note.what === 'drafted' || note.what === 'networks') more.push(...connectChoices(note.missing, labels.connect))
  if (note.what === 'never') more.push(onCard(post, labels.allowOnce, { kind: 'approve', allowing: note.terms }))
  if (note.what === 'picture')
    more.push(
      onCard(post, labels.dropPicture, { kind: 'dropPicture' }),
      onCard(post, labels.describe, { kind: 'describe' }),
    )
  return { ...spoken, choices: [...spoken.choices, ...more] }
}

/** Posts one a line, each with a choice that opens it. */
export function list(outcome: Extract<Outcome, { kind: 'list' }>, words: Words, moments: Moments): Spoken {
  const { head, empty } = words.lists[outcome.what]
  if (outcome.posts.length === 0) return plain(empty)
  const rows = outcome.posts.map((post) =>
    words.line({
      number: post.number,
      text: excerpt(post),
      networks: networksOf(meantIn(outcome.what, post), words),
      when: momentOf(post, moments) ?? null,
      status: post.status,
    }),
  )
  const choices = outcome.posts.map((post) =>
    free(`${words.labels.post} ${post.number}`, { kind: 'openPost', postId: post.id }),
  )
  const waits = waitsForAccess(outcome.what === 'planned' ? outcome.posts.flatMap(approved) : [], words)
  return { text: lines(head(outcome.posts.length), ...rows, waits.text), choices: [...choices, ...waits.choices] }
}

/** Where a post is to be seen now, or was. */
function out(post: PostView) {
  const published = post.variants.filter((one) => one.publication.publishedAt !== null)
  const there = published.filter((one) => one.publication.removedAt === null)
  return there.length > 0 ? there : published.length > 0 ? published : post.variants
}

/** The networks that a list is about. What is planned and waits for a yes is approved nowhere yet. */
function meantIn(what: Extract<Outcome, { kind: 'list' }>['what'], post: PostView): PostView['variants'] {
  const [planned, published] = [approved(post), out(post)]
  if (what === 'planned' && planned.length > 0) return planned
  return what === 'published' ? published : post.variants
}

function excerpt(post: PostView): string {
  const text = post.variants[0]?.text.replaceAll(/\s+/g, ' ') ?? ''
  return text.length > 70 ? `${text.slice(0, 69)}…` : text
}
