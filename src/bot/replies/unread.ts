// What is said when something came along that cannot be used: what it was, and what to send instead.
import type { Unreadable } from '../../core/chat.ts'
import type { Language } from '../../db/words.ts'

/** The sentence for a kind of thing, in a language. */
export function sayUnread(what: Unreadable, language: Language): string {
  return sentences[language][what]
}

const sentences: Record<Language, Record<Unreadable, string>> = {
  en: {
    document: 'I can read PDF, text and Markdown files. Send it as one of these, or the words themselves.',
    other: 'I can use words, photos, voice notes, documents and links. Send one of these, and I make the post.',
    file: 'That is no file I can use, whatever its name says. Pictures (JPEG, PNG, WebP, GIF, HEIC), films (MP4, MOV, WebM), PDF and text files work.',
    tooLarge: 'That file has more than I can fetch here (20 MB). Send it smaller, or a picture as a photo.',
    tooManyPixels: 'That picture has more than 100 megapixels, frames included. Send it smaller.',
    noRoom: 'There is no room left for files in the plan of this workspace. The owner can change it; nothing was kept.',
    broken:
      'That file cannot be read: it is damaged or incomplete. Send it again, a picture as JPEG or PNG, a film as MP4.',
    edit: 'I keep to what you sent first. To change the post, say what to change.',
  },
  it: {
    document: 'Posso leggere PDF, file di testo e Markdown. Mandalo così, o manda il testo.',
    other: 'Posso usare testi, foto, note vocali, documenti e link. Mandami uno di questi e faccio il post.',
    file: 'Quel file non lo posso usare, qualunque nome abbia. Vanno bene immagini (JPEG, PNG, WebP, GIF, HEIC), video (MP4, MOV, WebM), PDF e testi.',
    tooLarge: "Quel file supera quello che posso prendere qui (20 MB). Mandalo più piccolo, o l'immagine come foto.",
    tooManyPixels: "Quell'immagine supera i 100 megapixel, contando i fotogrammi. Mandala più piccola.",
    noRoom:
      'Il piano di questo spazio non ha più posto per i file. Può cambiarlo chi lo gestisce; non ho tenuto nulla.',
    broken:
      'Quel file non si può leggere: è danneggiato o incompleto. Mandalo di nuovo, le immagini in JPEG o PNG, i video in MP4.',
    edit: 'Resto a quello che hai mandato prima. Per cambiare il post, dimmi che cosa cambiare.',
  },
}
