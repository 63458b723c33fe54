// The gate: every version of a post is looked at before it is shown. It says what it found and holds nobody back.
import { fold } from '../time/fold.ts'
import { claims } from './claims.ts'
import { repeats } from './repeats.ts'
import { lint } from './tells/lint.ts'
import { type Finding, leastScore, scoreOf, type TellKind } from './tells/tell.ts'
import { wordsOf } from './tells/words.ts'
import { termsIn } from './terms.ts'

/** What was found in the words for each account. */
export type Findings = Record<string, Finding[]>

/** What a text is held against. */
export type Known = {
  /** The person's own words: what they typed themselves is no tell. */
  own: readonly string[]
  /** More that may be said: facts, quoted words, the brand itself. */
  sources: readonly string[]
  /** What the brand posted lately. */
  recent: readonly string[]
  /** Terms that the brand never uses. */
  never: readonly string[]
}

/** All that the gate finds in a text, in reading order. */
export function inspect(text: string, known: Known): Finding[] {
  const own = known.own.map(bare).join('\n')
  const isOwn = (words: string) => own.includes(bare(words))
  const style = isOwn(text) ? [] : lint(text).filter((one) => !isOwn(one.words))
  return [
    ...style,
    ...repeats(text, known.recent),
    ...claims(text, [...known.own, ...known.sources]),
    ...termsIn(text, known.never),
  ].toSorted((a, b) => a.start - b.start)
}

/** True where a model should write it again. */
export function isWeak(findings: readonly Finding[]): boolean {
  return scoreOf(findings) < leastScore || findings.some(({ tell }) => tell === 'never')
}

/** The text of an earlier version as something that is known: all of it but what was found there. */
export function unfound(text: string, findings: readonly Finding[]): string {
  return findings.reduceRight((rest, one) => `${rest.slice(0, one.start)}\n${rest.slice(one.end)}`, text)
}

/** What a model is told of its own text, as an instruction to write it again. */
export function instructionOf(findings: readonly Finding[]): string {
  const lines = findings.map((one) => `- ${advice[one.tell](one.words.slice(0, 100))}`)
  return [
    'Write this text again so that it sounds as if the person had written it. Keep its facts, links, names and length. Change what is named here, and bring no new figures of speech:',
    ...new Set(lines),
  ].join('\n')
}

const advice: Record<TellKind, (words: string) => string> = {
  opening: (words) => `"${words}" is a stock opening. Begin with the thing that happened.`,
  closing: (words) => `"${words}" is a stock ending. End with the last fact.`,
  inflated: (words) => `"${words}" says little. Use a plain word, or leave it out.`,
  notJust: (words) => `"${words}" plays one thing against another. Say the one thing.`,
  triad: (words) => `"${words}" is a list of three for its sound. Keep the one that is true.`,
  dashes: () => 'Too many dashes. Use a full stop.',
  emojiBullets: () => 'Emoji stand as bullets. Write sentences.',
  hashtags: () => 'Too many hashtags. Leave them out.',
  noDetail: () => 'There is nothing concrete in it. Use a fact, a name or a time from the idea; invent none.',
  repeats: (words) => `"${words}" was posted before. Say it in another way, with another beginning.`,
  claim: (words) => `"${words}" is in nothing that was given. Leave it out.`,
  never: (words) => `"${words}" is never used by this brand. Do without it.`,
}

/** A text as its words alone, so that emoji, line breaks and marks make no difference. */
function bare(text: string): string {
  const { words } = wordsOf(text)
  return words.length > 0 ? ` ${words.map((word) => word.text).join(' ')} ` : fold(text).text.trim()
}
