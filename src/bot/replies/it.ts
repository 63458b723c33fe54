// What Leopost says in Italian.

import type { Trouble } from '../../core/outcome.ts'
import type { PostStatus } from '../../core/publishing/status.ts'
import { dialogIt } from './dialog-it.ts'
import { byKind, differences, each, excerpted, join, lines } from './join.ts'
import { labelsIt, lineMarksIt } from './labels-it.ts'
import { money } from './money-it.ts'
import { networksIt } from './networks-it.ts'
import { picturesIt } from './pictures-it.ts'
import { named } from './providers.ts'
import { teamIt } from './team-it.ts'
import type { Words } from './words.ts'

const days = ['lunedì', 'martedì', 'mercoledì', 'giovedì', 'venerdì', 'sabato', 'domenica']

/** Italian: gives the person a plain tu, and says hold as "pausa". */
const noModel = 'Senza la chiave di un modello non so scrivere.'
const why = (trouble: Trouble | undefined) => money.trouble(named(trouble))

export const it: Words = {
  labels: labelsIt,
  list,
  head: (post) =>
    `${post.brand === '' ? 'Post' : post.brand} · ${statuses[post.status]} ${post.number}.${post.version}`,
  noTime: 'senza orario',
  problem: networksIt.problem,
  notes: {
    drafted: (note, more) =>
      lines(
        note.heard !== undefined && `Ho sentito: “${excerpted(note.heard)}”`,
        note.seen !== undefined && `Vedo: “${excerpted(note.seen)}” Dimmi che cosa conta.`,
        note.from !== undefined && `Da un messaggio di ${note.from ?? "un'altra persona"}:`,
        note.document !== undefined && `Da ${note.document.name ? `«${note.document.name}»` : 'un documento'}:`,
        note.document?.isBeginning === true &&
          "Sono le sue prime parole; senza un modello non so riassumere. Di' che cosa scrivere, o approvale.",
        note.page === null && 'La pagina di quel link non ha risposto: ho usato solo le tue parole.',
        note.page?.isEmpty === true &&
          'La pagina di quel link non ha parole che io possa leggere: ho usato solo le tue.',
        note.page?.isEmpty === false &&
          (note.page.title === '' ? 'Ho letto la pagina di quel link.' : `Ho letto la pagina «${note.page.title}».`),
        note.modelDown && `${why(note.trouble)} ${money.ownWords}`,
        note.missing.length > 0 && `${notYet(note.missing.map(more.network))}; su questa scheda non c'è.`,
        note.taken.length > 0 && `Tolto dal testo: ${note.taken.map((one) => `«${one.words}»`).join(', ')}.`,
        note.hintKey &&
          'Queste sono le tue parole. Con la chiave di un modello scriverei per ogni rete; il README dice come.',
      ),
    shorter: (note) => `Più corto. Tolto: ${quoted(note.dropped)}`,
    changed: (note, more) =>
      lines(
        each(note.counts.map((one) => `${more.network(one.platform)} ${one.before} -> ${one.after}.`)) || 'Cambiato.',
        note.lines !== undefined && differences([{ network: '', ...byKind(note.lines) }]),
      ),
    networks: (note, more) =>
      lines('Reti cambiate.', note.missing.length > 0 && `${notYet(note.missing.map(more.network))}.`),
    time: (_note, more) => (more.when === null ? 'Nessun orario.' : `Per ${more.when}. Approva per programmarlo.`),
    timeTaken: () => 'In quel momento è già previsto un altro post.',
    picture: (note) =>
      note.films > 0 ? 'Video aggiunto.' : note.count === 1 ? 'Immagine aggiunta.' : `${note.count} immagini aggiunte.`,
    look: () => "Con le immagini non l'hai ancora visto. Eccolo.",
    options: () => 'Scelto.',
    pictureGone: () => "L'immagine è tolta.",
    shaped: (note) => (note.how === 'crop' ? 'Ritagliata.' : 'Adesso è intera, con i bordi del tuo colore.'),
    altText: (note) => `L’immagine è descritta così: «${note.text}»`,
    putBack: () => "Rimesso: il testo è come l'hai scritto, senza orario.",
    undone: (note) => undone[note.act],
    fitted: (note, more) => `Adattato a ${more.network(note.platform)}. Tolto: ${quoted(note.dropped)}`,
    current: () => '',
    stale: () => 'Questa scheda è di prima che il post cambiasse. Ecco quella di adesso.',
    elsewhere: (note) => `Da ${note.chat}:`,
    never: (note) =>
      `Dice ${list(note.terms.map((term) => `«${term}»`))}, che tu non dici mai. Cambialo, o lascialo passare questa volta.`,
    problems: () => 'Così non può ancora uscire:',
    unchanged: (note) =>
      note.isOneSentence
        ? "È una frase sola: non ce n'è una da togliere. Manda il testo nuovo."
        : "Lì non c'è niente da cambiare.",
    needsApproval: () => "Serve un'approvazione.",
  },
  undone: (act) => undone[act],
  approved: (o) =>
    lines(
      o.now
        ? `Approvato. Esce tra dieci secondi, ${o.when}, su ${o.networks}.`
        : `Approvato. Esce ${o.when} su ${o.networks}.`,
      o.held && waitsForResume,
    ),
  moved: (o) =>
    lines(
      o.now === true
        ? `Esce tra dieci secondi, ${o.when}, su ${o.networks}.`
        : `Spostato. Esce ${o.when} su ${o.networks}.`,
      o.held && waitsForResume,
    ),
  cancelled: 'Annullato. Non esce niente.',
  discarded: 'Scartato.',
  ask: {
    change: (because, trouble) =>
      because === undefined
        ? 'Che cosa cambio? Dillo, o manda il testo nuovo.'
        : `${because === 'noModel' ? noModel : why(trouble)} Manda il testo nuovo, o di' «più corto», «senza emoji», «senza hashtag».`,
    schedule: (slot) =>
      slot === null ? 'Quando deve uscire?' : `Quando deve uscire? Il prossimo orario libero è ${slot}.`,
    picture: "Mandami l'immagine, o falla fare a me.",
    heard: 'Manda quello che hai detto, come si deve leggere.',
  },
  askWords: {
    noModel: () => `${noModel} Mandami le parole e le adatto a ogni rete.`,
    modelDown: (trouble) => `${why(trouble)} Mandami le parole e le adatto a ogni rete, o riprova più tardi.`,
  },
  askWhen: {
    past: (words) =>
      words === '' ? 'Quel momento è passato. Quando deve uscire?' : `«${words}» è passato. Quando deve uscire?`,
    impossible: (words) => `«${words}» non esiste. Quale momento intendi?`,
    vague: (words) => `«${words}» può voler dire molti momenti. Quale?`,
    either: (words) => `«${words}» si può leggere in due modi. Quale?`,
    gap: (words) => `Quella notte «${words}» non esiste: le lancette vanno avanti. Va bene questo?`,
    overlap: (words) => `Quella notte «${words}» viene due volte: le lancette tornano indietro. Quale altra ora?`,
    noTime: (words) => `«${words}», a che ora?`,
    noDate: (words) => (words === '' ? 'Non hai ancora orari fissi. Quando deve uscire?' : `«${words}», che giorno?`),
    wishOrWords: (words) => `«${words}» è quando pubblicare, o fa parte del testo?`,
  },
  whatChanged: (changed) => (changed.length === 0 ? 'Le parole non sono cambiate.' : differences(changed)),
  lists: {
    planned: {
      head: (count) => `${count} in programma:`,
      empty: "Non c'è niente in programma. Mandami un'idea e ne faccio un post.",
    },
    drafts: {
      head: (count) => (count === 1 ? 'Una bozza:' : `${count} bozze:`),
      empty: "Nessuna bozza. Mandami un'idea e ne faccio un post.",
    },
    published: { head: () => 'Usciti:', empty: 'Non è ancora uscito niente.' },
  },
  line: (post) =>
    `${post.number} · ${[post.when, post.networks].filter((part) => part !== null).join(' · ')}${lineMarksIt[post.status] ?? ''}\n  ${post.text}`,
  held: (waiting) =>
    `In pausa. ${posts(waiting)} ${waiting > 1 ? 'aspettano' : 'aspetta'}; non esce niente finché non dici riprendi.`,
  alreadyHeld: "Le pubblicazioni sono già in pausa. Di' riprendi quando devono ripartire.",
  resumed: (waiting, late) =>
    lines(
      `Ripreso. ${posts(waiting)} ${waiting > 1 ? 'escono come previsto' : 'esce come previsto'}.`,
      late > 0 &&
        `${posts(late)} ${late === 1 ? 'è' : 'sono'} in ritardo di più di un'ora: ti chiedo ${late === 1 ? 'che cosa farne' : 'di ciascuno'}.`,
    ),
  notHeld: 'Niente è in pausa.',
  slots: (o) =>
    o.list.length === 0
      ? "Non hai orari fissi. Di' per esempio: ogni lunedì e giovedì alle nove."
      : lines(
          `I tuoi orari: ${o.list.map((slot) => `${days[slot.weekday - 1]} ${slot.time}`).join(', ')} (${o.zone}).`,
          o.next !== null && `Il prossimo libero è ${o.next}.`,
        ),
  gapSet: (o) =>
    o.minutes === 0
      ? `Nessuna pausa tra i post su ${o.networks}.`
      : `Almeno ${o.minutes} minuti tra un post e l'altro su ${o.networks}.`,
  crowded: (o) =>
    `${o.network} ha un post ${o.other} e fa una pausa di ${o.minutes} minuti tra un post e l'altro. Di nuovo libero: ${o.free}.`,
  nothingToUndo: "Non c'è niente da annullare.",
  stopped: (wasRunning) =>
    wasRunning ? 'Fermato.' : "Non stavo facendo niente. Per fermare le pubblicazioni di' pausa.",
  brandSaved: (clock) => `Salvato. Il tuo orologio: ${clock}.`,
  brand: (o, zone) =>
    lines(
      `${o.name === '' ? 'Ancora senza nome' : o.name}${o.website === null ? '' : ` · ${o.website}`}`,
      `Voce: ${o.voice ?? 'non detta'}`,
      `Chi ti legge: ${o.audience ?? 'non detto'}`,
      `Orologio: ${zone}. Post in ${o.language === 'it' ? 'italiano' : 'inglese'}.`,
      o.colour !== null && `Colore: ${o.colour}`,
      o.rules.length > 0 && `Regole: ${o.rules.join(' · ')}`,
    ),
  money,
  help: (hasModel) =>
    lines(
      'Mandami parole, una foto o un link e ne faccio un post. Poi: approva, «più corto», «senza emoji», «domani alle nove», «solo su Mastodon».',
      'E anche: bozze, in programma, mostra 3, orari, pausa, riprendi, annulla, «pubblica adesso».',
      'Su di voi: «ricorda che ...», «non dire mai ...», memoria. Per un post: «altre due versioni», «come l’ho detto», anteprima, «card con citazione», «genera un’immagine di ...», «testo alternativo: ...».',
      'Con altri e altrove: squadra, «invita Marta come approvatrice», «rivedi questa settimana», «abbina telegram», «abbina whatsapp», «accedi».',
      !hasModel && 'Senza la chiave di un modello uso le tue parole.',
    ),
  nothingOpen: 'Nessun post aperto. Mandami le parole per uno nuovo.',
  noAccount: 'Nessuna rete è collegata. Collegane prima una; le tue parole restano qui sopra.',
  notConnected: (networks) => `Non ancora collegato: ${networks}.`,
  notFound: (number) => (number === null ? 'Non ho trovato quel post.' : `Non c'è nessun post ${number}.`),
  refused: {
    role: 'Il tuo ruolo non lo permette. Chiedi a chi approva o al titolare.',
    scope: 'Da qui si possono fare solo bozze. Approva nella tua chat o sul web.',
    used: "L'hai già premuto.",
    gone: "Quel pulsante non c'è più.",
    notYours: "Quel pulsante è di un'altra conversazione.",
  },
  alreadyApproved: (when) => (when === null ? 'È già approvato.' : `È già approvato ed esce ${when}.`),
  tooLate: (post) => late[post] ?? 'Per questo è troppo tardi.',
  listening: (minutes) => `Ascolto ${minutes} minuti. La bozza arriva quando ho finito.`,
  notHeard(reason, trouble) {
    switch (reason) {
      case 'noKey':
        return 'Qui non posso ancora ascoltare: serve una chiave per OpenAI o un server simile. La registrazione è conservata; riprova quando c’è, o scrivimi.'
      case 'down':
        return `${why(trouble)} La registrazione è conservata.`.trim()
      case 'budget':
        return `${why(trouble)} La registrazione è conservata.`.trim()
      case 'silence':
        return 'In quella registrazione non ho sentito parole. Dillo di nuovo, o scrivimelo.'
      case 'tooLong':
        return 'La registrazione supera i 25 minuti che posso ascoltare. È conservata; mandala a pezzi.'
    }
  },
  notRead: {
    locked: 'Quel documento chiede una password. Mandalo senza, o manda il testo.',
    empty: 'In quel documento non ci sono parole, solo immagini. Mandalo come testo, o le pagine come foto.',
    broken: 'Quel documento è danneggiato o incompleto. Mandalo di nuovo, o manda il testo.',
    tooMuch: 'Quel documento è troppo per una lettura. Mandane uno più corto, o manda il testo.',
  },
  notReached: (chat) => `Questo non ti è arrivato su ${chat}:`,
  whichList: 'Ci sono più cose aperte. Quale intendi?',
  noSuchChoice: (count) => (count === 0 ? "Adesso non c'è niente da scegliere." : `Scegli un numero da 1 a ${count}.`),
  unclear: (hasPost) =>
    hasPost
      ? 'Non ho capito. È una modifica a questo post, o le parole di uno nuovo?'
      : "Mandami le parole di un post, o di' aiuto.",
  tooLong: (length, limit) =>
    `Sono ${length} caratteri; ne prendo ${limit} alla volta. Mandali a pezzi, o un testo più corto.`,
  setAside: 'Ho provato tre volte e non sono riuscito a rispondere. Il tuo messaggio è conservato.',
  removed: (network) => `Eliminato da ${network}.`,
  notRemoved: (network, say) => `${network} non l'ha eliminato: ${say}.`,
  confirmRemove: (networks) => `Lo elimino da ${networks}? Chi ti legge non lo vedrà più.`,
  ended: (o) =>
    lines(
      o.out.length > 0 &&
        `Uscito su ${list(o.out.map((one) => one.network))}. ${o.out.flatMap((one) => one.url ?? []).join(' · ')}`.trim(),
      ...o.never.map(
        (one) => `Non mandato a ${one.network}: dice «${one.terms}», che tu non dici mai. Il post è conservato.`,
      ),
      ...o.failed.map((one) => `${one.network} non l'ha accettato: ${one.say}. Il post è conservato.`),
      ...o.unclear.map(
        (one) =>
          `L'ho mandato a ${one.network} e non ho avuto risposta, quindi non so se c'è. Da solo non lo mando due volte. È comparso su ${one.account}?`,
      ),
    ),
  settled: (o) => (o.isOut ? `È uscito su ${o.network}.` : `${o.network}: lasciato com'è.`),
  networks: networksIt,
  pictures: picturesIt,
  team: teamIt,
  dialog: dialogIt,
}

const waitsForResume = 'Le pubblicazioni sono in pausa: aspetta finché non dici riprendi.'

const undone = {
  change: "Annullato: il testo è com'era.",
  time: "Annullato: l'orario è com'era.",
  networks: "Annullato: le reti sono com'erano.",
  discard: 'Annullato: la bozza è tornata.',
  hold: 'Annullato: le pubblicazioni continuano.',
  publishNow: 'Fermato prima che uscisse. È di nuovo una bozza.',
  draft: "Annullato: quella bozza non c'è più.",
  memory: 'Annullato: ricordo come prima.',
  picture: "Annullato: le immagini sono com'erano.",
}

const statuses: Record<PostStatus, string> = {
  draft: 'bozza',
  awaiting_approval: 'in attesa',
  scheduled: 'in programma',
  sending: 'in uscita',
  published: 'uscito',
  partly: 'uscito in parte',
  failed: 'non uscito',
  unconfirmed: 'senza risposta',
  cancelled: 'annullato',
  discarded: 'scartato',
}

const late: Partial<Record<PostStatus, string>> = {
  published: 'È già uscito.',
  partly: 'È già uscito.',
  sending: 'Sta uscendo proprio adesso.',
  unconfirmed: "L'ho mandato e non ho avuto risposta, quindi ora non posso cambiarlo.",
}

function notYet(networks: string[]): string {
  return `Non ancora collegato: ${list(networks)}`
}

function posts(count: number): string {
  if (count === 0) return 'Nessun post'
  return count === 1 ? 'Un post' : `${count} post`
}

function quoted(sentences: string[]): string {
  return sentences.map((one) => `«${one.trim()}»`).join(' ')
}

function list(items: string[]): string {
  return join(items, /^e/i.test(items.at(-1) ?? '') ? 'ed' : 'e')
}
