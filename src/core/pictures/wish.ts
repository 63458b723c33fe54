// What can be asked for about pictures made here, and how it ends. Closed lists, like all intents and outcomes.
import type { PostView, Trouble } from '../outcome.ts'
import type { PlatformId } from '../platform.ts'
import type { Shown } from '../preview/render.ts'

/** Words that stand on a card: a quotation, with whose it is, or an announcement. */
export type CardWords = { text: string; by?: string; isQuote: boolean }

/** What a person may ask for. None of it can be proposed by a model, and only `usePicture` puts a picture on a post. */
export type PictureIntent =
  /** How the post will look on these networks, or on all of its own. */
  | { kind: 'preview'; platforms: PlatformId[] }
  /** Words on a card in the brand's colour; without any those of the post. `look` counts the templates. */
  | { kind: 'wordsCard'; words?: CardWords; isQuote?: boolean; look?: number }
  /** Puts a proposed picture on the post. */
  /** `micros` is what a model's picture cost. */
  | { kind: 'usePicture'; mediaId: string; micros?: number }
  /** A picture made by a model: of what is wanted, or of something that goes with the post. */
  | { kind: 'drawPicture'; wanted: string | null }
  /** Has a picture of the post described, the first where none is named. */
  | { kind: 'describe'; number?: number }
  | { kind: 'dropProposal' }
  /** Pictures that a network takes in other shapes alone: cut, or whole on a ground; on these networks or on all. */
  | { kind: 'shapePictures'; how: 'crop' | 'pad'; platforms: PlatformId[] }
  /** What people hear who do not see a picture; of the first where none is named. */
  | { kind: 'altText'; text: string; number?: number }
  | { kind: 'colour'; colour: string }

/**
 * Why there is no picture: nobody here can make one, nobody answered, the budget, what came was none, no room for it, the answer
 * was lost with the process that waited for it, or enough are being made.
 */
export type NotDrawn = 'noKey' | 'down' | 'budget' | 'broken' | 'full' | 'lost' | 'busy'

/** How it ended. */
export type PictureOutcome =
  /** `absent` are networks that were asked for and to which this post does not go. */
  | { kind: 'preview'; post: PostView; shown: Shown[]; absent: PlatformId[] }
  | { kind: 'wordsCard'; post: PostView; mediaId: string; words: CardWords; look: number; isMissing: boolean }
  /** A model is at it, or will be in a moment. */
  | { kind: 'drawing'; post: PostView; wanted: string | null }
  /* Said without being asked, when it is ready. */
  | { kind: 'drawn'; post: PostView; mediaId: string; wanted: string | null; alt: string; micros: number }
  | { kind: 'notDrawn'; post: PostView; wanted: string | null; why: NotDrawn; trouble?: Trouble }
  | { kind: 'notDescribed'; post: PostView; why: 'noKey' | 'down' | 'budget'; trouble?: Trouble }
  | { kind: 'cardTooLong'; used: number; limit: number }
  | { kind: 'noPicture'; post: PostView; number: number }
  | { kind: 'colourSaved'; colour: string }

const kinds: Record<PictureOutcome['kind'], true> = {
  preview: true,
  wordsCard: true,
  drawing: true,
  drawn: true,
  notDrawn: true,
  notDescribed: true,
  cardTooLong: true,
  noPicture: true,
  colourSaved: true,
}

/** True for an outcome of this file. */
export function isPictureOutcome<O extends { kind: string }>(outcome: O): outcome is Extract<O, PictureOutcome> {
  return outcome.kind in kinds
}
