// English: pictures made here.
import type { PictureWords } from './pictures.ts'

const shortly = (text: string) => (text.length > 100 ? `${text.slice(0, 99)}…` : text)

export const picturesEn: PictureWords = {
  preview: (networks) => `How it will look on ${networks}.`,
  absent: (networks) => `This post does not go to ${networks}.`,
  folds: (o) => `${o.network} folds it: the grey words come after a tap on “${o.say}”.`,
  covers: (o) => `${o.network} shows the warning alone: the rest comes after a tap on “${o.say}”.`,
  cut: (o) => `${o.network} cuts the edges of ${o.pictures === 1 ? 'a picture' : `${o.pictures} pictures`}.`,
  missing: 'Some letters cannot be drawn here and stand as grey bars. The post itself has them.',
  wordsCard: 'The words on a card, in your colour. Use it?',
  drawing: (wanted) =>
    wanted === null
      ? 'A picture is being made for this post. It takes about a minute; I send it here.'
      : `A picture of “${shortly(wanted)}” is being made. It takes about a minute; I send it here.`,
  drawn: (o) =>
    `Here is the picture${o.cost === null ? '' : ` (${o.cost})`}. Described as “${shortly(o.alt)}”; say "alt text: ..." once it is on the post. Use it?`,
  notDrawn: {
    noKey: () =>
      'I cannot make pictures here yet: that needs a key for OpenAI or a server like it. Words on a card need none.',
    down: (why) => `No picture this time: ${why}.`,
    budget: (why) => why,
    broken: () => 'What came back is no picture. It is not on the post.',
    full: () => 'There is no room left for this picture in your plan.',
    lost: () => 'The picture was lost on its way, twice. Nothing more was asked for; say again to try once more.',
    busy: () => 'Three pictures are being made already. Ask again when one is here.',
  },
  notDescribed: {
    noKey: () => 'I cannot see pictures here. Say it yourself: alt text: a counter of walnut with two cups.',
    down: (why) => `I could not describe it: ${why}. Say it yourself: alt text: ...`,
    budget: (why) => `${why} Say it yourself: alt text: ...`,
  },
  cardTooLong: (o) =>
    o.used === 0
      ? 'There are no words for a card. Say for example: quote card: "The first coffee is on us."'
      : `These are ${o.used} characters; a card takes ${o.limit}. Say for example: quote card: "The first coffee is on us."`,
  noPicture: (number) => (number === 1 ? 'This post has no picture yet.' : `This post has no picture ${number}.`),
  colourSaved: (colour) => `Saved. Cards and previews take ${colour} from now on.`,
}
