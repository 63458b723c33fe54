// Italian: the words of wishes.
import type { Words } from './language.ts'
import { anyPlatform } from './platforms.ts'

const lo = "(?:il post|il testo|la bozza|questo post|questo|quello|tutto|(?:la|questa) foto|l'immagine|il video)"
const thisThing =
  "(?:(?:questo|questa|quel|quella|il|la|lo|dal|dalla|dallo|del|della|col|sul|sulla) |(?:l'|quest'|quell'|dall'|dell'|sull'))?(?:documento|pdf|file|messaggio|menu|pagina|articolo|nota|e-?mail|mail|allegato|volantino|foto|immagine)|questo|questa|quello"
const onePost =
  "(?:un |uno |una |un')?(?:(?:breve|nuovo|nuova|piccolo|bel) )*(?:post|thread|tweet|bozza|annuncio)(?: (?:breve|corto|nuovo))?"
const end = "(?![\\p{L}\\p{N}']|-\\p{L})"
const sticky = (pattern: string): RegExp => new RegExp(`(?:${pattern.replaceAll(' ', '\\s+')})${end}`, 'uy')
const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern.replaceAll(' ', '\\s+')})$`, 'u')
const list = (words: string): string[] => words.split(', ')

/** Italian. */
export const it: Words = {
  language: 'it',
  marks: new Set(
    "il lo la gli le i di che e un una uno del della dei delle dal nel nella sul sulla per con su da ci si sono siamo abbiamo nostro nostra nostri non piu come dove quando perche cosa alle domani oggi stasera lunedi martedi mercoledi giovedi venerdi sabato domenica anche solo apriamo aperto scrivi pubblica sposta senza fra tra ogni prossimo al dopodomani c'e l'apertura mostra vi ti questo questa dollari mese quanto speso collega ricollega collegare".split(
      ' ',
    ),
  ),
  phrases: {
    yes: list(
      "si, sisi, si si, ok, okay, va bene, vabbene, certo, d'accordo, esatto, giusto, vai, procedi, fallo, si c'e",
    ),
    no: list('no, no grazie, non ora, meglio di no, lascia perdere no'),
    approve: list('approva, approvalo, approvato, approvo, lo approvo, approva il post'),
    discard: list('scarta, scartalo, scarta la bozza, butta, buttalo, buttala'),
    askChange: list('cambia, cambialo, modifica, modificalo, cambia il testo, modifica il testo'),
    askSchedule: list("programma, programmalo, quando, un altro orario, un'altra ora, pianifica, pianificalo"),
    askPicture: list("immagine, foto, figura, aggiungi una foto, aggiungi un'immagine, con una foto, con un'immagine"),
    dropPicture: list(
      'senza foto, senza immagine, togli la foto, togli la immagine, niente foto, niente immagine, rimuovi la foto, pubblica senza',
    ),
    cancel: list(
      'annulla il post, annullalo, annulla la pubblicazione, non pubblicare, non pubblicarlo, annulla la programmazione, disdici',
    ),
    remove: list('cancella, cancellalo, elimina, eliminalo, cancella il post, elimina il post, toglilo'),
    undo: list('annulla, annulla questo, torna come prima, come prima'),
    putBack: list('rimetti, rimettilo, rimettile, rimetti tutto, rimettilo dentro'),
    whatChanged: list("cosa e cambiato, che cosa e cambiato, cos'e cambiato, mostra le differenze, differenze"),
    hold: list(
      'pausa, metti in pausa, ferma tutto, blocca tutto, sospendi, sospendi tutto, metti tutto in pausa, tutto in pausa',
    ),
    resume: list('riprendi, riprendi tutto, riparti, togli la pausa, continua, fine pausa'),
    stop: list('ferma, fermati, basta, smetti'),
    slots: list('orari, i miei orari, spazi, i miei spazi, gli orari'),
    showBrand: list('marchio, il mio marchio, brand, il brand, voce, la voce, la mia voce'),
    lastWeek: list(
      "com'e andata la settimana, come e andata la settimana, com'e andata la settimana scorsa, come e andata la settimana scorsa, com'e andata la scorsa settimana, la settimana scorsa, i numeri della settimana scorsa",
    ),
    sevenDays: list(
      'come sta andando, come va la settimana, come va questa settimana, i numeri, numeri, statistiche, i miei numeri',
    ),
    cost: list(
      'costo, costi, quanto costa, quanto e costato, quanto ho speso, quanto abbiamo speso, spesa, spese, budget, il budget, il mio budget',
    ),
    modelKeys: list(
      'collega un modello, la mia chiave, usa la mia chiave, chiave del modello, chiavi dei modelli, modelli, i miei modelli, cambia modello',
    ),
    start: list('inizia, inizio, cominciamo'),
    setUp: list('impostazioni, configura, opzioni'),
    connect: list(
      'collega, collega un account, collega una rete, collega un social, collega un altro, ricollega, collegamenti',
    ),
    skip: list('salta, saltala, prossima domanda, passa'),
    skipAll: list('salta tutto, salta tutte, saltale tutte, salta le domande'),
    back: list('indietro, torna indietro'),
    leave: list('lascia stare, lascia perdere, non importa, esci, niente'),
    planned: list(
      "in programma, programmati, cosa c'e in programma, che cosa c'e in programma, programma della settimana, la coda, coda, calendario, cosa e programmato, cosa esce, prossimi post, cosa c'e in coda, mostra il programma",
    ),
    drafts: list('bozze, le bozze, le mie bozze, mostra le bozze, bozze aperte'),
    published: list(
      'pubblicati, cosa e uscito, cosa abbiamo pubblicato, storico, come e andata la settimana scorsa, come sta andando, come va il post',
    ),
    current: list('bozza, mostra la bozza, la bozza, mostramela, mostra, dove eravamo, fammi vedere'),
    help: list('aiuto, aiutami, cosa sai fare, come funziona, comandi, ciao, salve, buongiorno, buonasera'),
    now: list(
      'pubblica adesso, pubblica ora, pubblicalo adesso, pubblicalo ora, pubblica subito, pubblicalo subito, pubblicalo, pubblica, adesso, subito, ora, manda, mandalo, mandalo subito, posta, postalo',
    ),
    chatter: list(
      'grazie, grazie mille, perfetto, bello, bene, ottimo, aspetta, un attimo, capito, bravo, bravi, mi piace',
    ),
  },
  courtesy: /^(?:per favore|per piacere|ok|allora|dai)[\s,]+|[\s,]+(?:per favore|per piacere|grazie|dai|allora)$/gu,
  show: whole(
    '(?:mostra|mostrami|apri|vedi|fammi vedere)(?: (?:la bozza|il post|il numero|la|il|numero))? #?(?<number>\\d{1,4})',
  ),
  pick: whole('(?:numero|il numero|la|il|opzione|scelta|#)?\\s*(?<number>\\d{1,2})'),
  ordinals: new Map([
    ...['uno', 'due', 'tre', 'quattro', 'cinque'].map((word, i): [string, number] => [word, i + 1]),
    ...['prim', 'second', 'terz', 'quart', 'quint', 'sest', 'settim', 'ottav', 'non'].flatMap(
      (word, i): [string, number][] => [
        [`il ${word}o`, i + 1],
        [`la ${word}a`, i + 1],
      ],
    ),
  ]),
  between:
    /(?:[\s,.;:!()&+-]|(?:no(?=\s*,)|e|ed|poi|per favore|ma|ok|va bene|si|allora|grazie|con|si|fallo|fallo un po'?|rendilo|rendila|un po'?|un pochino|molto|vorrei|voglio|puoi|che ne dici di|facciamo|invece|deve essere|pero)(?![\p{L}\p{N}'-]))*/uy,
  link: /^(?:e|ed|poi|per favore|anche|ma)\s+/u,
  wish: {
    nextSlot: sticky(
      '(?:(?:nel|al|il|per il|usa il) )?(?:prossimo|primo) (?:spazio|slot|orario|posto)(?: libero| disponibile)?',
    ),
    move: sticky(
      `(?:sposta|spostalo|spostala|spostali|anticipa|anticipalo|posticipa|posticipalo|rimanda|rimandalo|riprogramma|riprogrammalo|cambia l'ora)(?: ${lo})?(?: a| per)?`,
    ),
    publish: sticky(
      `(?:pubblica(?:lo|la)?|programma(?:lo|la)?|posta(?:lo|la)?|manda(?:lo|la)?|metti(?:lo|la)?|condividi(?:lo|la)?|pianifica(?:lo|la)?|fallo uscire|esce|da pubblicare|da programmare|da postare|pubblicazione|programmazione)(?: ${lo})?(?: per| a)?`,
    ),
    publishIt: whole(`(?:pubblica|posta|programma)(?:lo|la| ${lo})`),
    now: sticky('adesso|subito|ora|immediatamente'),
    approve: sticky('approva(?:lo)?|approvo'),
    shorter: sticky(
      "(?:(?:un po'?|molto|ancora) )?piu (?:corto|corta|breve|sintetico|conciso)|accorcia(?:lo|la)?|abbrevia(?:lo|la)?|troppo lung[oa]|taglia(?:lo|la)?",
    ),
    longer: sticky("(?:(?:un po'?|molto|ancora) )?piu (?:lungo|lunga|esteso)|allunga(?:lo|la)?|troppo cort[oa]"),
    noEmoji: sticky('(?:niente|senza|no|togli|meno|leva|rimuovi)(?: le| gli| i)? (?:emoji|emojis|faccine|emoticon)'),
    noHashtags: sticky('(?:niente|senza|no|togli|leva|rimuovi)(?: gli| i)? (?:hash\\s?tags?|cancelletti|tag)'),
    fit: sticky('(?:fallo |fai )?(?:adatta(?:lo|la)?|entrare|rientrare)'),
    only: sticky('(?:pubblica(?:lo)? )?(?:solo|soltanto|solamente)'),
    add: sticky('aggiungi|anche|pure|includi|in piu'),
    drop: sticky('(?:non|no|senza|togli|rimuovi|leva|escludi|tranne|ma non|non pubblicar(?:e|lo))'),
  },
  timeLead: 'alle ',
  platformLead: 'su|per|in|sul|sulla|da|a',
  platformJoin: '\\s*(?:,\\s*e|,|&|\\+|/|\\be\\b|\\bed\\b|\\bpiu\\b)\\s*',
  platformFor: 'per',
  everywhere: sticky(
    '(?:su |per )?(?:ovunque|dappertutto|tutti (?:i )?(?:social|network|canali|profili)|tutte le (?:reti|piattaforme))',
  ),
  request: {
    verb: sticky(
      "(?:per favore )?(?:(?:puoi|potresti|mi puoi|vorrei|voglio|dovresti) )?(?<verb>scrivi|scrivere|scrivimi|prepara|preparami|preparare|crea|creare|pubblica|pubblicare|programma|posta|postare|fai|fammi|fare|annuncia|racconta|condividi|di'|fai sapere|facciamo|scriviamo)|(?:vorrei|voglio|mi serve|ci serve|serve|dammi)(?= un)|nuovo post",
    ),
    object: sticky(
      `(?:un |uno |una |il |qualche )?(?:(?:breve|nuovo|nuova|piccolo|bel|corto) )*(?:post|thread|tweet|testo|didascalia|bozza|annuncio|messaggio|qualcosa|aggiornamento|due righe)(?: breve| corto| nuovo)?(?: (?:${anyPlatform}))?|a tutti|ai nostri clienti|alla gente`,
    ),
    publishes: /(?:pubblica|pubblicare|programma|posta|postare|annuncia|condividi)$/u,
    needsObject: /(?:prepara|preparami|preparare|crea|creare|fai|fammi|fare|facciamo|vorrei|voglio|serve|dammi)$/u,
    about:
      /(?:(?:su|a|de)ll'|(?:del|della|dei|degli|delle|sul|sulla|sullo|sulle|sui|sugli|su|riguardo\s+(?:a|al|alla)|per(?=\s+(?:la|il|i|le|gli|lo|annunciare)\s|\s+l'))(?![\p{L}\p{N}']))/uy,
    that: sticky('che|dicendo che|che dice|per dire che|dicendo'),
  },
  ofThis: sticky(
    `(?:per favore )?(?:(?:mi )?(?:puoi|potresti) )?(?:(?:fanne|farne|scrivine|preparane|creane) ${onePost}|(?:fai|fammi|fare|farmi|crea|creare|creami|scrivi|scrivere|scrivimi|prepara|preparare|preparami) ${onePost} (?:(?:di|da|con|su|per) )?(?:${thisThing})|trasforma(?:lo|la|re)?(?: (?:${thisThing}))? in ${onePost})`,
  ),
  change:
    /^(?:(?:per favore|puoi)\s+)?(?:rendil[oa]|fall[oa] (?:piu|meno)|riscrivi(?:l[oa])?|riformula|sostituisci|(?:cambia|togli|rimuovi|elimina|sposta|correggi|tieni) (?:il|la|lo|le|gli|i|l'|tutt[oiae])|usa (?:il|la|un|una|meno|piu|la parola|noi|')|non (?:dire|usare|parlare|menzionare|chiamar)|aggiungi (?:un|una|il|la|che|l'|i|le|qualche)|menziona|parla di|di' (?:che|ciao|qualcosa)|inizia con|comincia con|finisci con|al posto di|invece di|(?:piu|meno|troppo) (?:\p{L}+)(?:\s|$)|un po' (?:piu|meno)|in (?:inglese|italiano)$)/u,
  replace:
    /^(?:(?:cambialo|sostituiscilo|cambia il testo|sostituisci il testo) (?:in|con)|nuovo testo|il testo e|testo|usa questo(?: testo)?)\s*:\s*(?<text>[\s\S]+)$/u,
  published:
    /^(?:(?:per favore|puoi) )?(?:correggi|correggere|modifica|aggiorna|cambia|sistema|riscrivi)(?: (?:(?:il|lo|la|un|una|gli|i|le) |l'|un')[\p{L} ]{1,40} (?:nel|del|sul|nell'|dell'|sull'))? ?(?:il |l')?(?:post (?:di (?<yesterday>ieri)|di (?<today>oggi)|pubblicato)|ultimo post)(?:\s*:\s*(?<text>[\s\S]+)|,?[^:\n]{0,80})$/u,
  asks: /^(?:puoi|potresti|sai|posso|riesci|come (?:faccio|si fa|posso|funziona)|quanto|quando (?:esce|uscira)|dove (?:vedo|trovo)|perche non|cosa (?:succede|posso)|com'e andat[oa])\b.*\?$|^non (?:pubblicar|postar|mandar|programmar|spostar)\p{L}*(?:\s|$)/u,
  zone: /^(?:il mio |il )?(?:fuso(?: orario)?|orologio)(?: e|:)?(?: quello di| di| a)? (?<zone>[^?]+)$|^(?:imposta|cambia) (?:il )?(?:mio )?fuso(?: orario)? (?:a|su|in) (?<zone2>.+)$/u,
  speak:
    /^(?:parla|rispondi|scrivimi|parlami|rispondimi|passa)(?: a me)?(?: in| all'| a| l')? ?(?<language>inglese|italiano)$/u,
  languageNames: { inglese: 'en', italiano: 'it' },
  name: /^(?:ci chiamiamo|il nostro nome e|il (?:mio |nostro )?marchio (?:e|si chiama)|il (?:mio |nostro )?brand (?:e|si chiama)|nome del marchio:?|chiamaci) (?<name>.{1,60})$/u,
  gap: {
    set: /^(?:(?:lascia|tieni|metti|aspetta) )?(?:almeno |un intervallo di |un minimo di )?(?<amount>mezz'|un'|una?|\d{1,3}) ?(?:(?<hours>or[ae]|h)|minut[oi]|min) (?:di (?:distanza|intervallo|pausa) )?(?:tra|fra) (?:un post e l'altro|(?:i |i miei |i nostri |due )?post)(?: (?:su|per) (?<networks>.+))?$/u,
    none: /^(?:nessun intervallo|togli l'intervallo|senza intervallo)(?: (?:tra|fra) (?:un post e l'altro|(?:i |i miei |i nostri )?post))?(?: (?:su|per) (?<networks>.+))?$/u,
    half: /^mezz/u,
  },
  budget:
    /^(?:(?:per favore\s+)?(?:imposta|metti|fissa|cambia)\s+)?(?:(?:un|il|il mio)\s+)?(?:budget|limite di spesa|spendi)(?:\s+(?:(?<day1>giornaliero)|mensile))?(?:\s*(?:di|e|a|al massimo|fino a|non piu di|:|=))*\s*(?:[$]|us[$]|usd)?\s*(?<amount>\d[\d.]*(?:,\d{1,2}|\.\d{1,2})?)\s*(?<currency>[$]|[\p{L}€£]+)?\s*(?:(?:al|ogni|a|per|\/)\s*(?:(?<day2>giorno)|mese)|(?<day3>giornaliero)|mensile)?$|^(?<none>(?:nessun|niente|togli il|rimuovi il|senza) (?:budget|limite di spesa)(?: (?:(?<day4>giornaliero|al giorno)|mensile|al mese))?)$/u,
  connect: whole(
    `(?:ri)?colleg(?:a|are|hiamo)(?: (?:a|il|la|lo|un|con|mio|mia|nostro|nostra|di|su|account|profilo|di nuovo))* (?:l'account (?:di |su )?)?(?<network>${anyPlatform})(?: (?:di nuovo|per favore))*`,
  ),
  options: [
    {
      pattern: sticky(
        `(?:(?:manda|invia|pubblica|posta)(?:lo|la)?(?: ${lo})? )?(?:in silenzio|silenziosamente|silenzioso|senza (?:suono|notifica))`,
      ),
      option: { name: 'silent', value: true },
    },
    {
      pattern: sticky('(?:con )?(?:il suono|suono|la notifica|notifica)'),
      option: { name: 'silent', value: null },
      isSure: false,
    },
    {
      pattern: sticky("(?:senza|niente|togli|nascondi) (?:l')?anteprima(?: del link)?"),
      option: { name: 'linkPreview', value: false },
    },
    {
      pattern: sticky("(?:con )?(?:l')?anteprima del link"),
      option: { name: 'linkPreview', value: null },
      isSure: false,
    },
    { pattern: sticky('non (?:in elenco|elencato|listato)'), option: { name: 'visibility', value: 'unlisted' } },
    {
      pattern: sticky('solo (?:per )?(?:i )?(?:miei |nostri )?(?:follower|seguaci)|solo (?:per )?chi (?:ci|mi) segue'),
      option: { name: 'visibility', value: 'private' },
    },
    {
      pattern: sticky('solo (?:per )?(?:le persone menzionate|chi e menzionato)'),
      option: { name: 'visibility', value: 'direct' },
    },
    {
      pattern: sticky('(?:di nuovo )?(?:pubblico|visibile a tutti)'),
      option: { name: 'visibility', value: null },
      isSure: false,
    },
    {
      pattern: sticky('(?:senza(?: il)?|togli il) primo commento'),
      option: { name: 'firstComment', value: null },
    },
    {
      pattern: sticky("(?:senza|niente|togli)(?: il| l')?\\s?(?:avviso|avvertenza)(?: sul contenuto)?"),
      option: { name: 'contentWarning', value: null },
    },
  ],
  firstComment: /^(?:(?:con|aggiungi|metti) )?(?:(?:il|un) )?primo commento(?::\s*|\s+)(?<comment>.+)$/u,
  warning:
    /^(?:(?:con|aggiungi|metti) )?(?:(?:un|una|l')\s?)?(?:avviso(?: sul contenuto)?|avvertenza|content warning|cw)(?::\s*|\s+)(?<warning>.+)$/u,
  postLanguage: /^(?:la )?lingua(?: del post)?(?: e|:)? (?<language>\p{L}+)$/u,
  postLanguages: {
    inglese: 'en',
    italiano: 'it',
    tedesco: 'de',
    francese: 'fr',
    spagnolo: 'es',
    portoghese: 'pt',
    olandese: 'nl',
  },
  slots: {
    set: /^(?:i miei orari sono|imposta (?:gli )?orari:?|orari:|cambia (?:gli )?orari (?:in|a))\s*/u,
    remove: /^(?:togli|rimuovi|elimina|non piu|basta) (?:gli orari (?:di )?|lo spazio (?:di )?|l'orario (?:di )?)?/u,
    add: /^(?:(?:per favore\s+)?(?:aggiungi(?: un)? (?:orario|spazio|slot)|nuovo (?:orario|spazio)|pubblica|posta|programma)(?:\s+(?:un post|per))?:?)\s*|[\s,]*(?:per favore|grazie)$/gu,
  },
}
