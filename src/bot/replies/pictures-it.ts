// Italian: pictures made here.
import type { PictureWords } from './pictures.ts'

export const picturesIt: PictureWords = {
  preview: (networks) => `Ecco come si vedrà su ${networks}.`,
  absent: (networks) => `Questo post non va su ${networks}.`,
  folds: (o) => `${o.network} lo ripiega: le parole in grigio si leggono dopo un tocco su «${o.say}».`,
  cut: (o) => `${o.network} taglia i bordi di ${o.pictures === 1 ? "un'immagine" : `${o.pictures} immagini`}.`,
  missing: 'Alcune lettere qui non si possono disegnare e sono barre grigie. Nel post ci sono.',
  wordsCard: 'Le parole su una card, nel tuo colore. La uso?',
  cardTooLong: (o) =>
    o.used === 0
      ? 'Non ci sono parole per una card. Di’ per esempio: card con citazione: "Il primo caffè lo offriamo noi."'
      : `Sono ${o.used} caratteri; una card ne prende ${o.limit}. Di’ per esempio: card con citazione: "Il primo caffè lo offriamo noi."`,
  noPicture: (number) =>
    number === 1 ? "Questo post non ha ancora un'immagine." : `Questo post non ha un'immagine ${number}.`,
  colourSaved: (colour) => `Salvato. Da ora card e anteprime sono in ${colour}.`,
}
