// What the gate found, said shortly: what it is, with the words it is about.
import { type Finding, type TellKind, weights } from '../../core/brand/tells/tell.ts'
import type { Language } from '../../db/words.ts'

/** More than this is a lecture. */
const mostSaid = 4

/** The findings in the words of one network, the weightiest first, in a language. */
export function sayFindings(findings: readonly Finding[], language: Language): string[] {
  const sorted = findings.toSorted((a, b) => weights[b.tell] - weights[a.tell])
  const said = [...new Set(sorted.map((one) => sentences[language][one.tell](excerpt(one.words))))]
  return said.slice(0, mostSaid)
}

function excerpt(words: string): string {
  const line = words.replaceAll(/\s+/g, ' ').trim()
  return line.length > 50 ? `${line.slice(0, 49)}…` : line
}

const sentences: Record<Language, Record<TellKind, (words: string) => string>> = {
  en: {
    opening: (words) => `“${words}” is a stock opening.`,
    closing: (words) => `“${words}” is a stock ending.`,
    inflated: (words) => `“${words}” says little.`,
    notJust: (words) => `“${words}”: plays one thing against another.`,
    triad: (words) => `“${words}”: a list of three for its sound.`,
    dashes: () => 'Many dashes.',
    emojiBullets: () => 'Emoji stand as bullets.',
    hashtags: () => 'Many hashtags.',
    noDetail: () => 'Nothing concrete in it: no name, number or day.',
    repeats: (words) => `You posted this not long ago: “${words}”.`,
    claim: (words) => `“${words}” is in nothing you told me: yours to confirm.`,
    never: (words) => `“${words}”: you never say that.`,
  },
  it: {
    opening: (words) => `«${words}» è un inizio di maniera.`,
    closing: (words) => `«${words}» è una chiusa di maniera.`,
    inflated: (words) => `«${words}» dice poco.`,
    notJust: (words) => `«${words}»: mette una cosa contro l'altra.`,
    triad: (words) => `«${words}»: tre parole per il suono.`,
    dashes: () => 'Molti trattini.',
    emojiBullets: () => 'Emoji al posto dei punti elenco.',
    hashtags: () => 'Molti hashtag.',
    noDetail: () => 'Niente di concreto: nessun nome, numero o giorno.',
    repeats: (words) => `L'hai pubblicato da poco: «${words}».`,
    claim: (words) => `«${words}» non me l'hai detto tu: da confermare.`,
    never: (words) => `«${words}»: tu non lo dici mai.`,
  },
}
