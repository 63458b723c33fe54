// The letters that are sent by mail before anybody is signed in, in every language.
import type { LetterWords } from '../../core/sign-in/links.ts'
import type { Language } from '../../db/words.ts'

/** The letters in a language. */
export function lettersIn(language: Language): LetterWords {
  return letters[language]
}

const letters: Record<Language, LetterWords> = {
  en: {
    signIn: (url) => ({
      subject: 'Sign in to Leopost',
      text: `Open this link and press the button to sign in. It works once and for fifteen minutes:\n\n${url}\n\nIf you did not ask for it, do nothing: nobody comes in without it.\n`,
    }),
    confirm: (url) => ({
      subject: 'Confirm your address for Leopost',
      text: `Somebody wants to use this address to sign in to Leopost. If that is you, open this link in the browser where you are signed in, and press the button. It works for a day:\n\n${url}\n\nIf it is not you, do nothing.\n`,
    }),
  },
  it: {
    signIn: (url) => ({
      subject: 'Entra in Leopost',
      text: `Apri questo link e premi il pulsante per entrare. Vale una volta e per quindici minuti:\n\n${url}\n\nSe non l’hai chiesto tu, non fare nulla: senza il link non entra nessuno.\n`,
    }),
    confirm: (url) => ({
      subject: 'Conferma il tuo indirizzo per Leopost',
      text: `Qualcuno vuole usare questo indirizzo per entrare in Leopost. Se sei tu, apri questo link nel browser in cui sei dentro e premi il pulsante. Vale un giorno:\n\n${url}\n\nSe non sei tu, non fare nulla.\n`,
    }),
  },
}
