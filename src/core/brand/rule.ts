// A rule in a person's words, and the terms in it that code can check: "never say 'cheap'", "non usare mai «economico»".
import { fold } from '../time/fold.ts'

const forbids = [
  /^(?:please )?(?:we |you )?(?:should |must )?(?:never|don't ever|do not ever|don't|do not|avoid)(?: ever)? (?<verb>say|saying|use|using|write|writing|mention|mentioning|call (?:it|us|them|him|her))\b/u,
  /^(?:per favore )?(?:noi )?(?:non (?<verb>usare|dire|scrivere|nominare|usiamo|diciamo|scriviamo|nominiamo|chiamar(?:lo|la|li|le|ci))|mai (?<verb2>usare|dire|scrivere|nominare)|evita(?:re|te)? (?:di )?(?<verb3>usare|dire|scrivere|nominare)?)\b/u,
]
const quoted =
  /"([^"\n]+)"|“([^”\n]+)”|«([^»\n]+)»|„([^“\n]+)“|‘([^’\n]+)’|(?<![\p{L}\p{N}])'([^'\n]+)'(?![\p{L}\p{N}])/gu
const named =
  /(?:\b(?:the )?(?:words?|terms?|phrases?)|\b(?:la |le |il |i )?(?:parol[ae]|termin[ei]|espression[ei]))\s+(?<rest>.+)$/u
const saying = /^(?:say|saying|dire|diciamo)$/
const between = /\s*(?:,|\bor\b|\band\b|\bo\b|\be\b)\s*/u

/** The terms that a rule says are never used; none where it is about something else, such as emoji or length. */
export function termsOfRule(rule: string): string[] {
  const said = rule.trim().replace(/[.!\s]+$/u, '')
  const { text: folded, at } = fold(said)
  const match = forbids.map((pattern) => pattern.exec(folded)).find((found) => found !== null)
  if (!match) return []
  const marked = [...said.matchAll(quoted)].map((found) => found.slice(1).find((one) => one !== undefined) ?? '')
  if (marked.length > 0) return clean(marked)
  const { verb, verb2, verb3 } = match.groups ?? {}
  const byName = named.exec(folded)?.groups?.rest
  const from = byName === undefined ? match[0].length : folded.length - byName.length
  const rest = said.slice(at[from] ?? said.length).replace(/^\s*(?:mai|ever|più|piu)\s+/iu, '')
  if (byName === undefined && !saying.test(verb ?? verb2 ?? verb3 ?? '')) return []
  const terms = clean(rest.split(between))
  // "Never say that we are the best" is a thought, not a term.
  return terms.every((term) => term.split(/\s+/).length <= 2) ? terms : []
}

function clean(terms: readonly string[]): string[] {
  const cut = terms.map((term) => term.replaceAll(',', ' ').replaceAll(/\s+/g, ' ').trim())
  return [...new Set(cut)].filter((term) => /[\p{L}\p{N}]/u.test(term) && term.length <= 60)
}

/** What a person asks to be remembered: a rule of how to write, or a fact. */
export function isRule(text: string): boolean {
  return termsOfRule(text).length > 0 || ruleBeginnings.some((pattern) => pattern.test(fold(text.trim()).text))
}

const ruleBeginnings = [
  /^(?:please )?(?:never|always|don't|do not|avoid|use|write|keep (?:it|them|the|posts)|no (?:emoji|hashtags?|exclamation)|begin|start|end|call (?:us|it|them)|we (?:always|never) (?:say|write|use|call)|posts? (?:should|must)|address)\b/u,
  /^(?:per favore )?(?:mai|sempre|non \p{L}+(?:are|ere|ire|arlo|erlo)|usa|scrivi|evita|niente (?:emoji|hashtag|punti)|senza (?:emoji|hashtag|punti)|inizia|comincia|finisci|chiama(?:lo|la|ci)|dai del|diamo del|noi (?:diciamo|scriviamo) (?:sempre|mai)|i post devono)(?!\p{L})/u,
]
