// What Leopost says about networks in English.
import { nameOf } from '../../core/media/shapes.ts'
import { dollars } from './dollars.ts'
import { lengthOf, lines, megabytes } from './join.ts'
import type { NetworkWords } from './networks.ts'

export const networksEn: NetworkWords = {
  connectAt: (o) =>
    lines(
      `Connect ${o.network} here: ${o.url}`,
      o.signsIn
        ? 'The link lets you in once and for fifteen minutes. No password is asked for in this chat.'
        : 'No password is asked for in this chat.',
    ),
  connected: (o) => {
    if (o.how === 'renewed') return `${o.network} lets me in anew as ${o.account}. Nothing else has changed.`
    if (o.how === 'new') return `${o.network}: ${o.account} is connected. Your next posts can go there.`
    const waits = o.waiting === 1 ? 'The post that waited goes' : `The ${o.waiting} posts that waited go`
    const more = `${waits} out; what is more than an hour late I ask about.`
    return `${o.network} lets me in again as ${o.account}. ${o.waiting === 0 ? 'Your next posts can go there.' : more}`
  },
  accountLost: (o) =>
    lines(
      o.why === undefined
        ? `${o.network} no longer lets me in as ${o.account}.`
        : `${o.network} does not let me post as ${o.account} (${o.why}).`,
      o.waiting === 0
        ? 'No post waits for it.'
        : o.waiting === 1
          ? `Your post${o.when === null ? '' : ` for ${o.when}`} waits; nothing is lost.`
          : `${o.waiting} posts wait${o.when === null ? '' : `, the first for ${o.when}`}; nothing is lost.`,
    ).replace('\n', ' '),
  waitsForAccess: (networks, isOne) =>
    `${networks} no longer ${isOne ? 'lets' : 'let'} me in: what goes there waits until it is connected again.`,
  delayed: (o) => {
    const due = o.when === null ? '' : ` It was due ${o.when}.`
    const again = o.again === null ? 'later' : o.again
    return o.asksFirst
      ? `Not out on ${o.network} yet: ${o.say}. It takes posts again ${again}; the post is kept, and I ask before it goes out that late.${due}`
      : `Not out on ${o.network} yet: ${o.say}. The post is kept and tried again ${again}.${due}`
  },
  late: (o) => `“${o.text}” was due ${o.when} and could not go out on ${o.networks}. It is kept. What now?`,
  deleted: 'deleted there',
  price: (o) =>
    `${o.network} takes ${dollars(o.micros, 'en')} for a post with a link${o.cheaper === undefined ? '' : `, ${dollars(o.cheaper.micros, 'en')} without`}.`,
  accessEnds: (o) =>
    `${o.network} lets me in as ${o.account} until ${o.when}. Connect it again by then; nothing is lost.`,
  connectWhich: 'Which network?',
  option: ({ name, value }) => {
    switch (name) {
      case 'visibility':
        return visibilities[String(value)] ?? String(value)
      case 'contentWarning':
        return `warning: ${value}`
      case 'language':
        return `language: ${value}`
      case 'silent':
        return value === true ? 'silent' : 'with sound'
      case 'firstComment':
        return `first comment: ${value}`
      case 'asDocument':
        return `as a document: ${value}`
      case 'linkPreview':
        return value === false ? 'without link preview' : 'with link preview'
    }
  },
  made: (one) => {
    const some = one.count === 1 ? '' : `${one.count} pictures `
    if (one.how === 'film') return `${one.count === 1 ? 'film' : `${one.count} films`}${lengthOf(one.seconds)}`
    if (one.how === 'still') return `${some}shown still: the first frame`
    return one.how === 'crop' ? `${some}cropped to ${nameOf(one.to)}` : `${some}whole, with edges to ${nameOf(one.to)}`
  },
  noOption: (networks) => `That cannot be chosen on ${networks}.`,
  noDocument: 'Send me the PDF with the words "as a document", and I make a post that shows it.',
  proposed: (networks) => `It is out on ${networks} with its earlier words. Approve to change it there.`,
  changing: (networks) => `Approved. I change it on ${networks} now.`,
  corrected: (o) => `Changed on ${o.network}.${o.url === null ? '' : ` ${o.url}`}`,
  notCorrected: (o) => `${o.network} kept its earlier words: ${o.say}.`,
  cannotEdit: (o) =>
    lines(
      `${o.networks} ${o.isOne ? 'does' : 'do'} not let a published post be changed.`,
      o.removable !== '' &&
        `I can delete it on ${o.removable} and make a draft of the new words. Its likes, replies and address are lost with it.`,
      o.byHand !== '' && `On ${o.byHand} only its app can delete it; it stays as it is.`,
    ),
  cannotConnect: (o) => `${o.network} cannot be connected here yet. What can: ${o.networks}.`,
  problem(problem, network) {
    switch (problem.kind) {
      case 'empty':
        return `${network} needs some words or a picture.`
      case 'tooLong':
        return problem.part === undefined
          ? `${problem.used - problem.limit} too many for ${network}, which takes ${problem.limit}.`
          : `Part ${problem.part} is ${problem.used - problem.limit} over the ${problem.limit} of ${network}.`
      case 'tooManyParts':
        return `${problem.parts} parts; ${network} takes ${problem.limit} here.`
      case 'tooManyPictures':
        return `${problem.pictures} pictures; ${network} takes ${problem.limit}.`
      case 'pictureNeeded':
        return `${network} needs a picture: send one.`
      case 'pictureShape':
        return `${network} takes pictures between ${nameOf(problem.least)} and ${nameOf(problem.most)}, width by height.`
      case 'tooManyMarks':
        return `${problem.used} ${problem.what}; ${network} takes ${problem.limit}.`
      case 'pictureTooLarge':
        return `The picture is ${megabytes(problem.bytes)} MB; ${network} takes ${megabytes(problem.limit)}.`
      case 'pictureType':
        return `${network} does not take ${problem.type} pictures.`
      case 'documentNotTaken':
        return `${network} shows no documents. Say "not as a document", or take ${network} off this post.`
      case 'documentBesideMedia':
        return `${network} shows a document or pictures, not both. Say "no picture" or "not as a document".`
      case 'documentTooLarge':
        return `The document is ${megabytes(problem.bytes)} MB; ${network} takes ${megabytes(problem.limit)}.`
      case 'documentTooLong':
        return `The document has ${problem.pages} pages; ${network} takes ${problem.limit}.`
      case 'filmNotTaken':
        return `${network} takes no films.`
      case 'filmNotHere':
        return `${network} takes no films of this account: its video service does not reach the server, or the e-mail address is not confirmed there. Take the film off, or take ${network} off this post.`
      case 'filmNotYet':
        return `Leopost cannot publish films on ${network} yet. Take the film off, or take ${network} off this post.`
      case 'tooManyFilms':
        return `${problem.films} films; ${network} takes ${problem.limit}.`
      case 'filmBesidePictures':
        return `${network} takes a film or pictures, not both.`
      case 'filmTooLarge':
        return `The film is ${megabytes(problem.bytes)} MB; ${network} takes ${megabytes(problem.limit)}.`
      case 'filmLength':
        return `The film is ${Math.round(problem.seconds)} seconds long; ${network} takes ${problem.least} to ${problem.most}.`
      case 'filmType':
        return `${network} does not take ${problem.type} films; MP4 with H.264 and AAC goes everywhere.`
      case 'filmCodec':
        return `${network} does not take films in ${problem.codec}; H.264 with AAC goes everywhere.`
      case 'altTooLong':
        return `The picture's description is ${problem.used} long; ${network} takes ${problem.limit}.`
    }
  },
}

const visibilities: Record<string, string> = {
  public: 'public',
  unlisted: 'unlisted',
  private: 'followers only',
  direct: 'only those mentioned',
}
