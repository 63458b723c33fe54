// What is said when something came along that cannot be used: what it was, and what to send instead.
import type { Unreadable } from '../../core/chat.ts'
import type { Language } from '../../db/words.ts'

/** The sentence for a kind of thing, in a language. */
export function sayUnread(what: Unreadable, language: Language): string {
  return sentences[language][what]
}

const sentences: Record<Language, Record<Unreadable, string>> = {
  en: {
    film: 'I cannot use films yet. Send words, or a photo with a caption.',
    document: 'I cannot read documents yet. Send the words themselves, or a photo with a caption.',
    other: 'I can use words, photos and links. Send one of these, and I make the post.',
    tooLarge: 'That file has more than I can fetch here (20 MB). Send it smaller, or a picture as a photo.',
    broken: 'That picture cannot be read. Send it again as JPEG or PNG.',
    edit: 'I keep to what you sent first. To change the post, say what to change.',
  },
  it: {
    film: 'Non posso ancora usare i video. Manda un testo, o una foto con didascalia.',
    document: 'Non posso ancora leggere i documenti. Manda il testo, o una foto con didascalia.',
    other: 'Posso usare testi, foto e link. Mandami uno di questi e faccio il post.',
    tooLarge: "Quel file supera quello che posso prendere qui (20 MB). Mandalo più piccolo, o l'immagine come foto.",
    broken: "Quell'immagine non si può leggere. Mandala di nuovo in JPEG o PNG.",
    edit: 'Resto a quello che hai mandato prima. Per cambiare il post, dimmi che cosa cambiare.',
  },
}
