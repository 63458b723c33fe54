// Why content does not fit a network: a closed list.

/** One reason; the words are made at the rim. */
export type Problem =
  | { kind: 'empty' }
  | { kind: 'tooLong'; used: number; limit: number; part?: number }
  | { kind: 'tooManyParts'; parts: number; limit: number }
  | { kind: 'tooManyPictures'; pictures: number; limit: number }
  | { kind: 'pictureNeeded' }
  /** Too wide or too high for its other side: between `least` and `most` is taken, width by height. */
  | { kind: 'pictureShape'; least: number; most: number }
  | { kind: 'tooManyMarks'; what: 'hashtags' | 'mentions' | 'links' | 'cashtags'; used: number; limit: number }
  | { kind: 'pictureTooLarge'; bytes: number; limit: number }
  | { kind: 'pictureType'; type: string }
  | { kind: 'altTooLong'; used: number; limit: number }
  /** The network takes no films, or we cannot publish them there yet. */
  | { kind: 'filmNotTaken' }
  | { kind: 'filmNotYet' }
  /** The network takes films, but none of this account. */
  | { kind: 'filmNotHere' }
  /** The network shows no documents, or shows one alone. */
  | { kind: 'documentNotTaken' }
  | { kind: 'documentBesideMedia' }
  | { kind: 'documentTooLarge'; bytes: number; limit: number }
  | { kind: 'documentTooLong'; pages: number; limit: number }
  | { kind: 'tooManyFilms'; films: number; limit: number }
  | { kind: 'filmBesidePictures' }
  | { kind: 'filmTooLarge'; bytes: number; limit: number }
  | { kind: 'filmLength'; seconds: number; least: number; most: number }
  | { kind: 'filmType'; type: string }
  | { kind: 'filmCodec'; codec: string }
