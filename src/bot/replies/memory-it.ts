// The memory in Italian.
import { lines } from './join.ts'
import type { MemoryWords } from './memory-words.ts'

export const it: MemoryWords = {
  labels: {
    correct: 'Correggi',
    forget: 'Dimentica',
    more: 'Altri',
    undo: 'Annulla',
    yes: 'Sì',
    no: 'No',
    keepAll: 'Tieni tutto',
    asPost: 'Usalo come post',
    use: 'Usa',
    stillTrue: 'Sì, vale ancora',
    tooLong: 'Troppo lungo',
    tooSalesy: 'Troppa pubblicità',
    notOurWords: 'Non sono parole nostre',
  },
  rules: {
    tooLong: 'Scrivi più corto.',
    tooSalesy: 'Usa parole semplici, niente che suoni come pubblicità.',
    notOurWords: 'Usa le parole dei post passati, e non altre tue.',
  },
  source: {
    given: () => 'dalle impostazioni',
    said: () => "me l'hai detto tu",
    site: (origin) => `da ${origin ?? 'il tuo sito'}`,
    pasted: () => 'un post che mi hai mandato',
    imported: (origin) => `letto da ${origin ?? 'il tuo account'}`,
    learned: () => 'imparato, dopo il tuo sì',
    liked: (origin) => `ti è piaciuto il post ${origin ?? ''}`.trim(),
  },
  kinds: { rules: 'Regola', facts: 'Fatto', samples: 'Post passato' },
  memory: {
    head: ({ counts, page, pages }) =>
      `So ${count(counts.rules, 'regola', 'regole')}, ${count(counts.facts, 'fatto', 'fatti')} e ${count(counts.samples, 'post passato', 'post passati')}.${pages > 1 ? ` Pagina ${page} di ${pages}.` : ''}`,
    empty:
      "Di voi so solo le impostazioni. Di' «ricorda che ...», «non dire mai 'economico'», «ecco alcuni dei miei post: ...» o «leggi il nostro sito barluce.example».",
    line: (number, item) =>
      `${number} · ${item.kind}: ${item.text}\n  ${item.from}${item.until === null ? '' : ` · fino al ${item.until}`}`,
  },
  remembered: ({ item, until, planned }) =>
    lines(
      item.terms.length > 0
        ? `Ricordato: mai ${item.terms.map((term) => `«${term}»`).join(', ')}. Lo controllo prima che approvi e di nuovo prima dell'invio.`
        : `Ricordato come ${item.table === 'rules' ? 'regola' : 'fatto'}: ${item.text}`,
      until !== null && `Fino al ${until}; poi ti chiedo se vale ancora.`,
      planned > 0 &&
        `${planned === 1 ? 'Un post in programma lo dice' : `${planned} post in programma lo dicono`}; te lo chiedo prima che esca.`,
    ),
  forgotten: (text) => `Dimenticato: ${text}`,
  whichToForget: (count) => (count === 0 ? 'Non ricordo niente del genere.' : 'Quale di questi?'),
  askCorrection: (text) => `Che cosa deve dire invece di «${text}»?`,
  correctedTo: ({ text, until }) => lines(`Adesso dice: ${text}`, until !== null && `Fino al ${until}.`),
  samplesKept: ({ added, known, total, networks }) =>
    lines(
      `${added === 0 ? 'Nessun post nuovo tenuto' : `${count(added, 'post tenuto', 'post tenuti')} come esempio di come scrivi`}${networks.length > 0 ? `, da ${networks.join(' e ')}` : ''}.`,
      known > 0 && `${known === 1 ? 'Uno lo conoscevo' : `${known} li conoscevo`} già.`,
      `In tutto ${count(total, 'post passato', 'post passati')}; i pochi più vicini vanno con ogni bozza.`,
    ),
  noSamples: {
    empty:
      'Non ci ho trovato nessun post. Mandali con una riga vuota in mezzo, come tabella con una colonna «testo», o in JSON.',
    full: 'Tengo 500 post passati, e ci sono già. Prima dimenticane qualcuno.',
    notConnected: 'Nessun account di quella rete è collegato.',
    noAnswer: 'La rete adesso non risponde. Riprova più tardi.',
    cannot: 'I post passati li leggo da Bluesky e Mastodon. Dalle altre reti, incollali qui.',
  },
  siteStudied: ({ url, name, description, facts, texts }) =>
    lines(
      `Ho letto ${url}.`,
      name !== '' && `Nome: ${name}`,
      description !== '' && description,
      ...facts,
      texts.length > 0 && `E ${count(texts.length, 'frase', 'frasi')} di come scrivete: «${texts[0]?.slice(0, 120)}»`,
      facts.length === 0 && texts.length === 0 && description === '' ? 'Dice poco che mi serva.' : 'Lo tengo?',
    ),
  siteNotRead: {
    notAddress: (address) => `«${address}» non è l'indirizzo di un sito.`,
    robots: (address) => `${address} non vuole essere letto da programmi (robots.txt). Dimmelo con parole tue.`,
    noAnswer: (address) => `Non riesco a leggere ${address}: non risponde in https.`,
    noPage: (address) => `${address} non è una pagina con parole.`,
  },
  siteKept: ({ facts, samples }) =>
    `Tenuto: ${count(facts, 'fatto', 'fatti')} e ${count(samples, 'esempio', 'esempi')} di come scrivete.`,
  rated: ({ isGood, isKept }) => {
    if (!isGood) return 'Che cosa non va? Scegline uno e lo tengo come regola, o dillo tu: «ricorda: ...».'
    return isKept ? 'Tenuto come esempio di come scrivi.' : "Ce l'ho già come esempio."
  },
  lesson: {
    noHashtags: ({ seen }) => `Hai tolto gli hashtag ${times(seen)}. Smetto di usarli?`,
    noEmoji: ({ seen }) => `Hai tolto le emoji ${times(seen)}. Smetto di usarle?`,
    noExclamation: ({ seen }) => `Hai tolto i punti esclamativi ${times(seen)}. Smetto di usarli?`,
    shorter: ({ seen }) => `Hai accorciato molto le mie bozze ${times(seen)}. Da adesso scrivo più corto?`,
    word: ({ seen, old, fresh }) => `Hai scritto «${fresh}» al posto del mio «${old}» ${times(seen)}. Sempre?`,
  },
  lessonAnswered: (isWanted, rule) =>
    isWanted ? `Ricordato come regola: ${rule}` : "Va bene, resta com'è. Non te lo chiedo più.",
  alternatives: (list, cost) =>
    [
      ...list.map(({ number, texts }) =>
        lines(`${number}`, ...texts.map(({ networks, text }) => (networks === '' ? text : `${networks}\n${text}`))),
      ),
      ...(cost === null ? [] : [cost]),
    ].join('\n\n'),
  noAlternatives: {
    noModel: 'Senza la chiave di un modello non posso scrivere altre versioni.',
    modelDown: 'Adesso non posso scrivere: nessun modello risponde.',
  },
  factEnded: ({ text, until }) => `«${text}» valeva fino al ${until}. Vale ancora?`,
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`
}

function times(number: number): string {
  return number === 1 ? 'una volta' : `${['', '', 'due', 'tre', 'quattro', 'cinque', 'sei'][number] ?? number} volte`
}
