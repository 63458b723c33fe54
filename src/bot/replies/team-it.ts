// What Leopost says about people and approvals in Italian.
import { lines } from './join.ts'
import type { TeamWords } from './team.ts'

const chats: Record<string, string> = { web: 'sul web', telegram: 'su Telegram', whatsapp: 'su WhatsApp' }

export const teamIt: TeamWords = {
  labels: {
    askChanges: 'Chiedi modifiche',
    comment: 'Commenta',
    withdraw: 'Ritira',
    askAgain: 'Chiedi di nuovo',
    nextSlot: 'Prossimo orario libero',
    skipIt: 'Lascia stare',
    removeThem: 'Rimuovi',
    keepThem: 'Tieni',
    approveAll: 'Approva tutti',
    approveThese: 'Approva questi',
    cancelPost: 'Annulla',
    review: 'Rivedi',
    team: 'Squadra',
  },
  roles: { owner: 'titolare', editor: 'redazione', approver: 'approvazione', viewer: 'lettura', client: 'cliente' },
  requested: (o) =>
    o.isAgain ? `Già chiesto a ${o.names}. La risposta arriva qui.` : `Chiesto a ${o.names}. La risposta arriva qui.`,
  signed: (names) => `Il tuo sì è registrato. Ora si aspetta ${names}.`,
  approvalAsked: (o) =>
    lines(
      o.isReminder ? `Aspetta ancora il tuo sì, da ${o.from}:` : `${o.from} chiede il tuo sì:`,
      o.seen && o.isSame && "Le parole sono come le hai viste l'ultima volta.",
      o.when === null ? 'Esce appena è approvato.' : `È per ${o.when}.`,
    ),
  requestEnded: (o) => {
    switch (o.end) {
      case 'approved':
        return `Post ${o.number}: approvato da ${o.by}.${o.when === null ? '' : ` Esce ${o.when}.`}`
      case 'changesAsked':
        return `Post ${o.number}: ${o.by} ha chiesto modifiche. Per ora nessuno deve rispondere.`
      case 'changed':
        return `Post ${o.number} cambiato da ${o.by}. La scheda qui sopra non vale più.`
      case 'withdrawn':
        return `Post ${o.number}: ${o.by} non lo chiede più.`
      case 'expired':
        return `Post ${o.number}: il tempo per rispondere è finito. Non è uscito nulla.`
    }
  },
  requestExpired: (o) =>
    o.isGone
      ? `Il post ${o.number} aspettava il sì di ${o.names}, che non c’è più. Non è uscito nulla. E adesso?`
      : `Post ${o.number}: nessuna risposta da ${o.names}${o.hasMoment ? ' prima del suo momento' : ''}. Non è uscito nulla. E adesso?`,
  requestSkipped: 'Resta una bozza.',
  askComment: (asksChange) =>
    asksChange ? "Che cosa va cambiato? Le tue parole vanno all'autore." : 'Che cosa vuoi dire?',
  commentSent: (o) => (o.asksChange ? `Inviato a ${o.to}. Aspetta la modifica.` : `Inviato a ${o.to}.`),
  commented: (o) => `${o.by} ${o.asksChange ? 'chiede modifiche al' : 'sul'} post ${o.number}: “${o.words}”`,
  step: (step) => {
    switch (step.by) {
      case 'any':
        return 'chi approva'
      case 'team':
        return 'la squadra'
      case 'client':
        return 'il cliente'
      case 'member':
        return step.name
    }
  },
  policy: (o) => {
    const where = o.network === null ? 'I post' : `I post su ${o.network}`
    if (o.isPlain) return `${where}: un sì di chi può approvare, anche dell'autore.`
    return `${where}: ${o.steps.join(', poi ')}. Il sì dell'autore ${o.isAuthorEnough ? 'vale' : 'non vale'}.`
  },
  policiesHead: (isNew) => (isNew ? "D'ora in poi:" : 'Di chi serve il sì:'),
  teamHead: (count) => (count === 1 ? 'Qui ci sei solo tu:' : `${count} persone:`),
  you: 'tu',
  invitedLine: (o) => `${o.name}, ${o.role}: invito in attesa`,
  inviteRole: (name) =>
    `Che cosa può fare ${name}? La redazione scrive, chi approva scrive e approva, il cliente approva per ultimo, la lettura legge.`,
  invited: (o) =>
    lines(
      `Manda questo a ${o.name}. Vale una volta, per ${o.days} giorni, come ${o.said}:`,
      o.url,
      o.chatUrl !== null && `Oppure su Telegram: ${o.chatUrl}`,
    ),
  joined: (o) => `Ora c’è anche ${o.name}, come ${o.role}.`,
  welcome: (o) =>
    `Questo è il tavolo di ${o.workspace}, e ci sei come ${o.role}.${o.approves ? ' I post che chiedono il tuo sì ti arrivano qui.' : ''}`,
  roleSet: (o) => `${o.name} ora è ${o.role}.`,
  confirmRemove: (name) =>
    `Rimuovere ${name}? Ogni sua sessione, token e chat finisce subito. Ciò che ha approvato resta.`,
  removed: (o) =>
    lines(
      `${o.name} è fuori: ogni sessione, token e chat è finita.`,
      o.policies && 'Dove serviva il suo sì, ora serve quello di chi approva.',
      o.posts > 0 &&
        `${o.posts === 1 ? 'Un post è in programma' : `${o.posts} post sono in programma`} con il suo sì. Annulla ciò che non deve uscire:`,
    ),
  places: 'I tuoi spazi:',
  switchOnPage: (url) => `Scegli lo spazio qui: ${url}`,
  switched: (o) =>
    o.because === 'removed'
      ? `Sei uscito da uno spazio. Ora qui si parla di ${o.place}.`
      : `Ora si parla di ${o.place}.`,
  whoApproved: (o) =>
    o.yeses.length === 0
      ? `Nessuno ha detto sì al post ${o.number}.`
      : lines(
          `Post ${o.number}:`,
          ...o.yeses.map(
            (yes) =>
              `${yes.name}, ${yes.when}${yes.chat === null ? '' : ` ${chats[yes.chat] ?? yes.chat}`}, versione ${yes.version}`,
          ),
        ),
  quietSet: (hours) =>
    hours === null ? 'Nessuna ora di quiete.' : `Quiete dalle ${hours.from} alle ${hours.to}: nessun promemoria.`,
  review: (count) =>
    count === 1
      ? 'Un post aspetta il tuo sì.'
      : `${count} post aspettano il tuo sì. Per esempio: approva tutti tranne il terzo.`,
  nothingToReview: 'Niente aspetta il tuo sì.',
  confirmMany: (o) => lines('Sarebbero approvati:', ...o.lines, o.left.length > 0 && `Esclusi: ${o.left.join(', ')}.`),
  signInAt: (url) =>
    lines(`Entra sul web da qui: ${url}`, 'Il link vale una volta e per quindici minuti. Non passarlo ad altri.'),
  pairing: (o) => {
    if (o.links.length === 0)
      return o.chat === null
        ? 'Qui nessuna altra chat è accesa, o nessuna risponde ora. Chi gestisce trova di più con il comando doctor.'
        : `${o.chat} qui non è acceso, o non risponde ora. Chi gestisce trova di più con il comando doctor.`
    return lines(
      'Sul dispositivo da cui vuoi parlare, apri questo e invia ciò che c’è scritto:',
      ...o.links.map(({ name, url }) => `${name}: ${url}`),
      ...o.links.map(({ name, code }) => `O scrivimi questo in ${name}: ${code}`),
      `Vale una volta sola, per quindici minuti, e rende tua quella chat. Non passarlo ad altri.`,
    )
  },
  veiled: 'Un link che puoi avere solo tu: si vede sul web e nella tua chat, non dai programmi.',
  limitReached: (o) => `Il piano ${o.plan} ha posto per ${limits[o.what](o.limit)}. Non è cambiato nulla.`,
  refused: {
    signed: (names) => `Hai già detto sì a questa versione. Si aspetta ${names}.`,
    notYourTurn: (names) => (names === '' ? "Serve il sì di un'altra persona." : `Serve il sì di ${names}.`),
    nobody: () => 'Qui nessuno può dire sì. Il titolare può invitare chi approva, o cambiare di chi serve il sì.',
    requestOver: () => 'Quella richiesta è finita.',
    notOwner: () => 'Può farlo solo un titolare, in una chat sua o sul web.',
    lastOwner: (names) => `${names} è l'unico titolare. Prima nominane un altro.`,
    yourself: () => 'Non puoi rimuovere te stesso. Può farlo un altro titolare.',
    noSuchMember: (names) => `Qui nessuno si chiama ${names}. Di' "squadra" per vedere chi c'è.`,
    severalMembers: (names) => `Più persone si chiamano ${names}. Di' il nome intero.`,
    cannotApprove: (names) => `${names} non può approvare. Prima di': "${names} può approvare".`,
    memberThere: (names) => `${names} c'è già.`,
    noSuchWorkspace: (names) => `Non hai uno spazio chiamato ${names}.`,
    notAlone: () => 'Lo dico solo dove non legge nessun altro: scrivimi in privato.',
    noClient: () =>
      'Non c\'è ancora nessuno come cliente: "invita Anna come cliente". Fino ad allora nulla si può approvare.',
  },
}

const limits = {
  members: (limit: number) => `${limit} persone`,
  accounts: (limit: number) => `${limit} account`,
  posts: (limit: number) => `${limit} post al mese`,
  storage: (limit: number) => `${Math.round(limit / 1_000_000)} MB di immagini`,
  money: (limit: number) => `${limit / 1_000_000} $ di modelli al mese`,
}
