// Italian: pictures made here.
import type { PictureWords } from './pictures.ts'

const shortly = (text: string) => (text.length > 100 ? `${text.slice(0, 99)}…` : text)

export const picturesIt: PictureWords = {
  preview: (networks) => `Ecco come si vedrà su ${networks}.`,
  absent: (networks) => `Questo post non va su ${networks}.`,
  folds: (o) => `${o.network} lo ripiega: le parole in grigio si leggono dopo un tocco su «${o.say}».`,
  covers: (o) => `${o.network} mostra solo l’avviso: il resto si vede dopo un tocco su «${o.say}».`,
  cut: (o) => `${o.network} taglia i bordi di ${o.pictures === 1 ? "un'immagine" : `${o.pictures} immagini`}.`,
  missing: 'Alcune lettere qui non si possono disegnare e sono barre grigie. Nel post ci sono.',
  wordsCard: 'Le parole su una card, nel tuo colore. La uso?',
  drawing: (wanted) =>
    wanted === null
      ? "Preparo un'immagine per questo post. Ci vuole circa un minuto; la mando qui."
      : `Preparo un'immagine di «${shortly(wanted)}». Ci vuole circa un minuto; la mando qui.`,
  drawn: (o) =>
    `Ecco l'immagine${o.cost === null ? '' : ` (${o.cost})`}. Descritta come «${shortly(o.alt)}»; di’ "testo alternativo: ..." quando è sul post. La uso?`,
  notDrawn: {
    noKey: () =>
      'Qui non posso ancora fare immagini: serve una chiave per OpenAI o un server simile. Per le parole su una card non serve.',
    down: (why) => `Questa volta nessuna immagine: ${why}.`,
    budget: (why) => why,
    broken: () => "Quello che è arrivato non è un'immagine. Il post resta com'è.",
    full: () => 'Nel tuo piano non c’è più posto per questa immagine.',
    lost: () => 'L’immagine si è persa per strada, due volte. Non ho chiesto altro; di’ un’altra per riprovare.',
    busy: () => 'Ci sono già tre immagini in preparazione. Chiedi di nuovo quando ne arriva una.',
  },
  notDescribed: {
    noKey: () => 'Qui non vedo le immagini. Dilla tu: testo alternativo: un bancone di noce con due tazze.',
    down: (why) => `Non sono riuscito a descriverla: ${why}. Dilla tu: testo alternativo: ...`,
    budget: (why) => `${why} Dilla tu: testo alternativo: ...`,
  },
  cardTooLong: (o) =>
    o.used === 0
      ? 'Non ci sono parole per una card. Di’ per esempio: card con citazione: "Il primo caffè lo offriamo noi."'
      : `Sono ${o.used} caratteri; una card ne prende ${o.limit}. Di’ per esempio: card con citazione: "Il primo caffè lo offriamo noi."`,
  noPicture: (number) =>
    number === 1 ? "Questo post non ha ancora un'immagine." : `Questo post non ha un'immagine ${number}.`,
  colourSaved: (colour) => `Salvato. Da ora card e anteprime sono in ${colour}.`,
}
