// The replies about pictures made here: previews, words on a card, and what is offered with each.
import { unreachable } from '../../core/errors.ts'
import type { PostView, Trouble } from '../../core/outcome.ts'
import type { NotDrawn, PictureIntent, PictureOutcome } from '../../core/pictures/wish.ts'
import { platformNames } from '../../core/platform.ts'
import { lines } from './join.ts'
import { named } from './providers.ts'
import type { Spoken, SpokenChoice } from './spoken.ts'
import type { Words } from './words.ts'

/** What a language has to say about them. */
export type PictureWords = {
  preview(networks: string): string
  absent(networks: string): string
  folds(o: { network: string; say: string }): string
  covers(o: { network: string; say: string }): string
  cut(o: { network: string; pictures: number }): string
  /** Letters that no font here has stand as grey bars. */
  missing: string
  wordsCard: string
  drawing(wanted: string | null): string
  drawn(o: { alt: string; cost: string | null }): string
  notDrawn: Record<NotDrawn, (trouble: string) => string>
  notDescribed: Record<'noKey' | 'down' | 'budget', (trouble: string) => string>
  cardTooLong(o: { used: number; limit: number }): string
  noPicture(number: number): string
  colourSaved(colour: string): string
}

/** The reply to an outcome about pictures. */
export function sayPicture(outcome: PictureOutcome, all: Words): Spoken {
  const { labels, pictures: words } = all
  switch (outcome.kind) {
    case 'preview': {
      const { shown, absent, post } = outcome
      const names = (ids: readonly (typeof absent)[number][]) => all.list(ids.map((id) => platformNames[id]))
      const text = lines(
        shown.length > 0 && words.preview(names([...new Set(shown.map(({ platform }) => platform))])),
        absent.length > 0 && words.absent(names(absent)),
        ...shown.flatMap(({ platform, folds, covers, cut }) => [
          covers !== null && words.covers({ network: platformNames[platform], say: covers }),
          folds !== null && words.folds({ network: platformNames[platform], say: folds }),
          cut > 0 && words.cut({ network: platformNames[platform], pictures: cut }),
        ]),
        shown.some(({ isMissing }) => isMissing) && words.missing,
      )
      return { text, choices: [back(post, all)], media: shown.flatMap(({ media }) => media) }
    }
    case 'wordsCard': {
      const { post, mediaId, words: said, look, isMissing } = outcome
      const again = { kind: 'wordsCard', words: said, look: look + 1 } as const
      const text = lines(words.wordsCard, isMissing && words.missing)
      return { text, media: [mediaId], choices: proposal(post, all, again, { kind: 'usePicture', mediaId }) }
    }
    case 'drawing':
      return { text: words.drawing(outcome.wanted), choices: [back(outcome.post, all)] }
    case 'drawn': {
      const { post, mediaId, wanted, alt, micros } = outcome
      const text = words.drawn({ alt, cost: micros > 0 ? all.money.dollars(micros) : null })
      const use = { kind: 'usePicture', mediaId, micros } as const
      return { text, media: [mediaId], choices: proposal(post, all, { kind: 'drawPicture', wanted }, use) }
    }
    case 'notDrawn': {
      const { post, why, wanted, trouble } = outcome
      const again = onPost(post, labels.again, { kind: 'drawPicture', wanted })
      const isUseless = why === 'noKey' || why === 'full' || why === 'budget'
      const onCard = onPost(post, labels.onCard, { kind: 'wordsCard' })
      const text = words.notDrawn[why](because(trouble, all))
      return { text, choices: [onCard, ...(isUseless ? [] : [again]), back(post, all)] }
    }
    case 'notDescribed':
      return {
        text: words.notDescribed[outcome.why](because(outcome.trouble, all)),
        choices: [back(outcome.post, all)],
      }
    case 'cardTooLong':
      return { text: words.cardTooLong(outcome), choices: [] }
    case 'noPicture':
      return {
        text: words.noPicture(outcome.number),
        choices: [onPost(outcome.post, labels.picture, { kind: 'askPicture' })],
      }
    case 'colourSaved':
      return { text: words.colourSaved(outcome.colour), choices: [] }
    default:
      return unreachable(outcome)
  }
}

/** Another one, this one, or none: nothing but a press puts it on the post. */
function proposal(post: PostView, { labels }: Words, again: PictureIntent, use: PictureIntent): SpokenChoice[] {
  return [
    onPost(post, labels.use, use),
    onPost(post, labels.again, again),
    onPost(post, labels.discard, { kind: 'dropProposal' }),
  ]
}

/** Why a model did not do it: a whole sentence about the budget, a part of one about models. */
function because(trouble: Trouble | undefined, { money }: Words): string {
  const said = named(trouble)
  return said.kind === 'budget' ? money.trouble(said) : money.because(said.faults)
}

function back(post: PostView, { labels }: Words): SpokenChoice {
  return onPost(post, `${labels.post} ${post.number}`, { kind: 'openPost', postId: post.id })
}

function onPost(post: PostView, label: string, intent: SpokenChoice['intent']): SpokenChoice {
  return { label, intent, postId: post.id, version: null }
}
