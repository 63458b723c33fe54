// English: pictures made here.
import type { PictureWords } from './pictures.ts'

export const picturesEn: PictureWords = {
  preview: (networks) => `How it will look on ${networks}.`,
  absent: (networks) => `This post does not go to ${networks}.`,
  folds: (o) => `${o.network} folds it: the grey words come after a tap on “${o.say}”.`,
  cut: (o) => `${o.network} cuts the edges of ${o.pictures === 1 ? 'a picture' : `${o.pictures} pictures`}.`,
  missing: 'Some letters cannot be drawn here and stand as grey bars. The post itself has them.',
  wordsCard: 'The words on a card, in your colour. Use it?',
  cardTooLong: (o) =>
    o.used === 0
      ? 'There are no words for a card. Say for example: quote card: "The first coffee is on us."'
      : `These are ${o.used} characters; a card takes ${o.limit}. Say for example: quote card: "The first coffee is on us."`,
  noPicture: (number) => (number === 1 ? 'This post has no picture yet.' : `This post has no picture ${number}.`),
  colourSaved: (colour) => `Saved. Cards and previews take ${colour} from now on.`,
}
