// What Leopost says about networks in Italian.
import { nameOf } from '../../core/media/shapes.ts'
import { dollars } from './dollars.ts'
import { lengthOf, lines, megabytes } from './join.ts'
import type { NetworkWords } from './networks.ts'

export const networksIt: NetworkWords = {
  connectAt: (o) =>
    lines(
      `Collega ${o.network} qui: ${o.url}`,
      o.signsIn
        ? 'Il link ti fa entrare una volta sola, per quindici minuti. In questa chat non si chiede nessuna password.'
        : 'In questa chat non si chiede nessuna password.',
    ),
  connected: (o) => {
    if (o.how === 'renewed') return `${o.network} mi fa entrare di nuovo come ${o.account}. Il resto non è cambiato.`
    if (o.how === 'new') return `${o.network}: ${o.account} è collegato. I prossimi post possono uscire lì.`
    const waits = o.waiting === 1 ? 'Il post che aspettava esce' : `I ${o.waiting} post che aspettavano escono`
    const more = `${waits}; di ciò che è in ritardo di più di un'ora ti chiedo.`
    const now = o.waiting === 0 ? 'I prossimi post possono uscire lì.' : more
    return `${o.network} mi fa entrare di nuovo come ${o.account}. ${now}`
  },
  accountLost: (o) =>
    lines(
      o.why === undefined
        ? `${o.network} non mi fa più entrare come ${o.account}.`
        : `${o.network} non mi lascia pubblicare come ${o.account} (${o.why}).`,
      o.waiting === 0
        ? 'Nessun post lo aspetta.'
        : o.waiting === 1
          ? `Il tuo post${o.when === null ? '' : ` di ${o.when}`} aspetta; niente è perso.`
          : `${o.waiting} post aspettano${o.when === null ? '' : `, il primo di ${o.when}`}; niente è perso.`,
    ).replace('\n', ' '),
  waitsForAccess: (networks, isOne) =>
    `${networks} non mi ${isOne ? 'fa' : 'fanno'} più entrare: ciò che va lì aspetta finché non ${isOne ? 'lo' : 'li'} ricolleghi.`,
  delayed: (o) => {
    const due = o.when === null ? '' : ` Doveva uscire ${o.when}.`
    const again = o.again === null ? 'più tardi' : o.again
    return o.asksFirst
      ? `Non ancora uscito su ${o.network}: ${o.say}. Riprende i post ${again}; il post è conservato, e prima di farlo uscire così tardi te lo chiedo.${due}`
      : `Non ancora uscito su ${o.network}: ${o.say}. Il post è conservato e ci riprovo ${again}.${due}`
  },
  late: (o) =>
    `«${o.text}» doveva uscire ${o.when} e su ${o.networks} non è potuto uscire. È conservato. Che cosa ne faccio?`,
  deleted: 'lì è eliminato',
  price: (o) =>
    `${o.network} chiede ${dollars(o.micros, 'it')} per un post con un link${o.cheaper === undefined ? '' : `, ${dollars(o.cheaper.micros, 'it')} senza`}.`,
  accessEnds: (o) =>
    `${o.network} mi fa entrare come ${o.account} fino a ${o.when}. Ricollegalo prima di allora; niente si perde.`,
  connectWhich: 'Quale rete?',
  option: ({ name, value }) => {
    switch (name) {
      case 'visibility':
        return visibilities[String(value)] ?? String(value)
      case 'contentWarning':
        return `avviso: ${value}`
      case 'language':
        return `lingua: ${value}`
      case 'silent':
        return value === true ? 'senza suono' : 'con suono'
      case 'firstComment':
        return `primo commento: ${value}`
      case 'asDocument':
        return `come documento: ${value}`
      case 'linkPreview':
        return value === false ? "senza l'anteprima del link" : "con l'anteprima del link"
    }
  },
  made: (one) => {
    const isOne = one.count === 1
    const some = isOne ? '' : `${one.count} immagini `
    if (one.how === 'film') return `${isOne ? '' : `${one.count} `}video${lengthOf(one.seconds)}`
    if (one.how === 'still') return `${some}${isOne ? 'ferma' : 'ferme'}: solo il primo fotogramma`
    if (one.how === 'crop') return `${some}${isOne ? 'ritagliata' : 'ritagliate'} a ${nameOf(one.to)}`
    return `${some}${isOne ? 'intera' : 'intere'}, con i bordi fino a ${nameOf(one.to)}`
  },
  noOption: (networks) => `Su ${networks} questo non si può scegliere.`,
  noDocument: 'Mandami il PDF con le parole "come documento", e faccio un post che lo mostra.',
  proposed: (networks) => `Su ${networks} è uscito con le parole di prima. Approva per cambiarlo lì.`,
  changing: (networks) => `Approvato. Lo cambio adesso su ${networks}.`,
  corrected: (o) => `Cambiato su ${o.network}.${o.url === null ? '' : ` ${o.url}`}`,
  notCorrected: (o) => `${o.network} ha tenuto le parole di prima: ${o.say}.`,
  cannotEdit: (o) =>
    lines(
      `${o.networks} non ${o.isOne ? 'permette' : 'permettono'} di cambiare un post pubblicato.`,
      o.removable !== '' &&
        `Posso eliminarlo da ${o.removable} e fare una bozza con le parole nuove. Mi piace, risposte e indirizzo si perdono.`,
      o.byHand !== '' && `Su ${o.byHand} lo elimina solo la sua app; lì resta com'è.`,
    ),
  cannotConnect: (o) => `${o.network} qui non si può ancora collegare. Si può: ${o.networks}.`,
  problem(problem, network) {
    switch (problem.kind) {
      case 'empty':
        return `${network} vuole qualche parola o un'immagine.`
      case 'tooLong':
        return problem.part === undefined
          ? `${problem.used - problem.limit} di troppo per ${network}, che ne accetta ${problem.limit}.`
          : `La parte ${problem.part} supera di ${problem.used - problem.limit} il limite di ${network}, che è ${problem.limit}.`
      case 'tooManyParts':
        return `${problem.parts} parti; qui ${network} ne accetta ${problem.limit}.`
      case 'tooManyPictures':
        return `${problem.pictures} immagini; ${network} ne accetta ${problem.limit}.`
      case 'pictureNeeded':
        return `${network} vuole un'immagine: mandane una.`
      case 'pictureShape':
        return `${network} accetta immagini tra ${nameOf(problem.least)} e ${nameOf(problem.most)}, larghezza per altezza.`
      case 'tooManyMarks':
        return `${problem.used} ${marks[problem.what]}; ${network} ne accetta ${problem.limit}.`
      case 'pictureTooLarge':
        return `L'immagine è di ${comma(problem.bytes)} MB; ${network} ne accetta ${comma(problem.limit)}.`
      case 'pictureType':
        return `${network} non accetta immagini ${problem.type}.`
      case 'documentNotTaken':
        return `${network} non mostra documenti. Scrivi "non come documento", o togli ${network} da questo post.`
      case 'documentBesideMedia':
        return `${network} mostra un documento o immagini, non insieme. Scrivi "senza immagine" o "non come documento".`
      case 'documentTooLarge':
        return `Il documento è di ${comma(problem.bytes)} MB; ${network} ne accetta ${comma(problem.limit)}.`
      case 'documentTooLong':
        return `Il documento ha ${problem.pages} pagine; ${network} ne accetta ${problem.limit}.`
      case 'filmNotTaken':
        return `${network} non accetta video.`
      case 'filmNotHere':
        return `${network} non accetta video da questo account: il suo servizio video non raggiunge il server, o lì l’indirizzo e-mail non è confermato. Togli il video, o togli ${network} da questo post.`
      case 'filmNotYet':
        return `Leopost non sa ancora pubblicare video su ${network}. Togli il video, o togli ${network} da questo post.`
      case 'tooManyFilms':
        return `${problem.films} video; ${network} ne accetta ${problem.limit}.`
      case 'filmBesidePictures':
        return `${network} accetta un video o immagini, non entrambi.`
      case 'filmTooLarge':
        return `Il video è di ${megabytes(problem.bytes)} MB; ${network} ne accetta ${megabytes(problem.limit)}.`
      case 'filmLength':
        return `Il video dura ${Math.round(problem.seconds)} secondi; ${network} ne accetta da ${problem.least} a ${problem.most}.`
      case 'filmType':
        return `${network} non accetta video ${problem.type}; MP4 con H.264 e AAC va bene ovunque.`
      case 'filmCodec':
        return `${network} non accetta video in ${problem.codec}; H.264 con AAC va bene ovunque.`
      case 'altTooLong':
        return `La descrizione dell'immagine è lunga ${problem.used}; ${network} ne accetta ${problem.limit}.`
    }
  },
}

const visibilities: Record<string, string> = {
  public: 'pubblico',
  unlisted: 'non in elenco',
  private: 'solo chi ti segue',
  direct: 'solo chi è menzionato',
}

function comma(bytes: number): string {
  return megabytes(bytes).replace('.', ',')
}

const marks = { hashtags: 'hashtag', mentions: 'menzioni', links: 'link', cashtags: 'sigle di borsa' }
