// Finds phrases in words: each word is looked up once, each phrase has few steps, each gap is bounded.
import type { PhraseRule, TellKind, Word, Words } from './tell.ts'

const widestGap = 8

type Step = { is: 'word'; any: ReadonlySet<string>; begins: readonly string[] } | { is: 'gap' }
type Compiled = { tell: TellKind; where: PhraseRule['where']; isAcross: boolean; steps: Step[] }

/** A finder for these rules; making it takes longer than using it. */
export function phraseFinder(rules: readonly PhraseRule[]) {
  const byWord = new Map<string, Compiled[]>()
  const byBeginning = new Map<string, Compiled[]>()
  for (const rule of rules) for (const phrase of rule.phrases) index(compile(rule, phrase))

  function index(compiled: Compiled): void {
    const [first] = compiled.steps
    if (first?.is !== 'word') throw new Error('a phrase begins with a word')
    for (const text of first.any) put(byWord, text, compiled)
    for (const text of first.begins) put(byBeginning, text.slice(0, shortest), compiled)
  }

  return (text: Words): { tell: TellKind; start: number; end: number }[] =>
    text.words.flatMap((word, i) => {
      const rules = formsOf(word.text).flatMap((form) => [
        ...(byWord.get(form) ?? []),
        ...(byBeginning.get(form.slice(0, shortest)) ?? []),
      ])
      return rules.flatMap((rule) => {
        if (!isInPlace(rule, word, text)) return []
        const end = match(rule, text.words, i)
        return end === undefined ? [] : [{ tell: rule.tell, start: word.start, end }]
      })
    })
}

/** Beginnings of words are looked up by this many letters, so none is shorter. */
const shortest = 4

function put(map: Map<string, Compiled[]>, key: string, compiled: Compiled): void {
  map.set(key, [...(map.get(key) ?? []), compiled])
}

function isInPlace({ where }: Compiled, word: Word, text: Words): boolean {
  if (where === 'first') return word.sentence === 0
  return where === undefined || word.sentence >= text.last - 1
}

/** Where a phrase that begins at a word ends; undefined where it is another. */
function match({ steps, isAcross }: Compiled, words: readonly Word[], from: number): number | undefined {
  let at = from
  let slack = 0
  const lastSentence = (words[from]?.sentence ?? 0) + (isAcross ? 1 : 0)
  for (const step of steps) {
    if (step.is === 'gap') {
      slack = widestGap
      continue
    }
    let here = words[at]
    for (; slack > 0 && here !== undefined && !fits(step, here.text); slack--) here = words[++at]
    if (here === undefined || here.sentence > lastSentence || !fits(step, here.text)) return undefined
    slack = 0
    at++
  }
  return words[at - 1]?.end
}

function fits(step: Extract<Step, { is: 'word' }>, text: string): boolean {
  return formsOf(text).some((form) => step.any.has(form) || step.begins.some((beginning) => form.startsWith(beginning)))
}

/** A word, and what stands behind its elided article: "un'esperienza", "esperienza". */
function formsOf(text: string): string[] {
  const apostrophe = text.indexOf("'")
  return apostrophe < 0 ? [text] : [text, text.slice(apostrophe + 1)]
}

function compile(rule: PhraseRule, phrase: string): Compiled {
  const steps = phrase.split(' ').map((part): Step => {
    if (part === '...') return { is: 'gap' }
    const options = part.replace(/^\(|\)$/g, '').split('|')
    const begins = options.filter((one) => one.endsWith('*')).map((one) => one.slice(0, -1))
    if (begins.some((one) => one.length < shortest)) throw new Error(`too short a beginning in "${phrase}"`)
    return { is: 'word', any: new Set(options.filter((one) => !one.endsWith('*'))), begins }
  })
  return { tell: rule.tell, where: rule.where, isAcross: rule.isAcross ?? false, steps }
}
