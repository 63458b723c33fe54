// Messages about what is remembered of the brand, and about other versions of a post: whole messages, by rule, in each language.

import { termsOfRule } from '../../core/brand/rule.ts'
import type { Intent } from '../../core/intent.ts'
import { platformIds } from '../../core/platform.ts'
import { fold } from '../../core/time/fold.ts'
import type { TimeLanguage } from '../../core/time/words/index.ts'
import type { Given } from './scope.ts'
import { isLong } from './size.ts'

/** How a language asks for it. All patterns meet folded text and, with `text`, name what they are about. */
type Asks = {
  memory: RegExp
  remember: RegExp
  forget: RegExp
  /** The beginning of a standing rule that says never. */
  never: RegExp
  samples: RegExp
  importPosts: RegExp
  site: RegExp
  ownSite: RegExp
  good: RegExp
  bad: RegExp
  others: RegExp
  asSaid: RegExp
}

const asks: Record<TimeLanguage, Asks> = {
  en: {
    memory:
      /^(?:\/memory|memory|(?:show )?(?:me )?(?:your|the|my) memory|what (?:do|did) you (?:know|remember|learn)(?: (?:about|of) (?:us|me|my brand|our brand|the brand|bar \S+))?|what have you learned(?: (?:about|of) (?:us|me))?)$/u,
    remember:
      /^(?:please )?(?:remember|keep in mind|note)(?: that\s+|\s*:\s*|\s+(?=(?:never|always|we|our|not to)\s))(?<text>[\s\S]+)$/u,
    forget: /^(?:please )?forget(?: that| about| the (?:rule|fact|post)(?: (?:that|about))?|:)\s+(?<text>[\s\S]+)$/u,
    never: /^(?:please )?(?:we )?(?:should |must )?never\s/u,
    samples:
      /^(?:here (?:are|is) (?:some|a few|one) of (?:my|our) (?:past |old |older |earlier |last |recent )?posts?|(?:these are|here are) (?:my|our) (?:past |old |older |earlier |last |recent )?posts|(?:my|our) (?:past|old|older|earlier|last) posts|learn (?:how (?:i|we) (?:sound|write) )?from (?:these|this)(?: posts?)?)\s*[:.\n]\s*(?<text>[\s\S]+)$/u,
    importPosts:
      /^(?:please )?(?:import|read|fetch|learn from) (?:my|our) (?:past |old |earlier |last )?posts(?: (?:from|on) (?<text>[\p{L} ,&]+))?$/u,
    site: /^(?:please )?(?:read|look at|study|learn from|(?:my|our) (?:web ?)?site is)(?: (?:my|our|the) (?:web ?)?(?:site|page))?:? (?<text>\S+\.\S{2,})$/u,
    ownSite: /^(?:please )?(?:read|look at|study|learn from) (?:my|our) (?:web ?)?site$/u,
    good: /^(?:thumbs up|sounds like me|sounds like us|more like this|like this one)$/u,
    bad: /^(?:thumbs down|not like (?:me|us|this)|(?:that )?does ?n[o']t sound like (?:me|us))$/u,
    others:
      /^(?:please )?(?:(?:can you |could you )?(?:give|show|write|make|send)(?: me| us)? )?(?:(?:two|2|some|a few|a couple of) )?(?:(?:other|different|more|alternative|another) (?:two )?(?:versions?|variants?|options?|drafts|takes?|ideas)|(?:two |2 )?alternatives|(?:two|2) (?:versions|variants|options|drafts))$/u,
    asSaid:
      /^(?:please )?(?:(?:write|put|say|post|keep|leave|make) it )?(?:exactly |just )?(?:(?:as|like|the way|how) i (?:said|wrote|typed|told|put)(?: (?:it|you))?|in my (?:own )?words|word for word)$|^(?:use|keep) my (?:own )?words$/u,
  },
  it: {
    memory:
      /^(?:\/memoria|memoria|la (?:tua )?memoria|(?:che )?cosa (?:sai|ricordi|hai imparato)(?: (?:di|su) (?:noi|me))?)$/u,
    remember:
      /^(?:per favore )?(?:ricorda(?:ti)?|tieni (?:a mente|presente)|segnati)(?: che\s+|\s*:\s*|\s+(?=(?:mai|sempre|di non)\s))(?<text>[\s\S]+)$/u,
    forget:
      /^(?:per favore )?(?:dimentica(?:ti)?|scorda(?:ti)?)(?: che| di| (?:la regola|il fatto|il post)(?: (?:che|su))?|:)\s+(?<text>[\s\S]+)$/u,
    never: /^(?:per favore )?(?:noi )?(?:mai\s|non \p{L}+ mai\s|non \p{L}+ piu\s)/u,
    samples:
      /^(?:ecco (?:alcuni|qualcuno|uno|un paio) dei (?:miei|nostri) (?:vecchi |ultimi )?post(?: passati)?|ecco (?:i )?(?:miei|nostri) (?:vecchi |ultimi )?post(?: passati)?|(?:questi sono )?(?:alcuni dei |i )?(?:miei|nostri) (?:vecchi |ultimi )?post(?: passati)?|impara da quest[io](?: post)?)\s*[:.\n]\s*(?<text>[\s\S]+)$/u,
    importPosts:
      /^(?:per favore )?(?:importa|leggi|scarica|impara dai) (?:i )?(?:miei|nostri) (?:vecchi |ultimi )?post(?: passati)?(?: (?:da|su) (?<text>[\p{L} ,&]+))?$/u,
    site: /^(?:per favore )?(?:leggi|guarda|studia|impara dal|il (?:mio|nostro) sito e)(?: (?:il )?(?:mio |nostro )?(?:sito|pagina))?:? (?<text>\S+\.\S{2,})$/u,
    ownSite: /^(?:per favore )?(?:leggi|guarda|studia|impara dal) (?:il )?(?:mio|nostro) sito$/u,
    good: /^(?:pollice (?:su|in su)|suona come me|suona come noi|sembra mio|cosi mi piace|ancora cosi)$/u,
    bad: /^(?:pollice (?:giu|in giu)|non (?:suona|sembra) (?:come )?(?:me|noi|mio|nostro)|non e da (?:me|noi))$/u,
    others:
      /^(?:per favore )?(?:(?:mi )?(?:dai|dammi|fammi|scrivi|scrivimi|mostrami|manda)(?: altre)? )?(?:(?:altre |altri )?(?:due|2) )?(?:(?:altre )?(?:versioni|alternative|varianti|proposte)(?: diverse)?|altre (?:due|2) (?:versioni|varianti|proposte)|un'altra versione)$/u,
    asSaid:
      /^(?:per favore )?(?:(?:scrivilo|mettilo|lascialo|tienilo|pubblicalo) )?(?:(?:esattamente |proprio )?come (?:l'ho|te l'ho|ho) (?:detto|scritto)|con le mie parole|parola per parola)$|^(?:usa|tieni) le mie parole$/u,
  },
}

const longestAsk = 400

/** Reads a message about the memory; undefined when it is anything else. */
export function readMemory(said: string, first: TimeLanguage, given: Given): Intent | undefined {
  const bare = said
    .trim()
    .replace(/[.!?\s]+$/u, '')
    .replace(/[\s,]+(?:please|thanks|thank you|per favore|grazie)$/iu, '')
  const { text: folded, at } = fold(bare)
  const languages = [asks[first], ...Object.values(asks).filter((one) => one !== asks[first])]
  for (const one of languages) {
    const rest = (pattern: RegExp) => {
      const text = pattern.exec(folded)?.groups?.text
      return text === undefined ? undefined : bare.slice(at[folded.length - text.length])
    }
    const samples = samplesIn(said, one.samples)
    if (samples !== undefined) return { kind: 'keepSamples', text: samples }
    const remembered = rest(one.remember)
    if (remembered !== undefined) return { kind: 'remember', text: remembered }
    if (bare.length > longestAsk) continue
    const intent = readShortAsk(one, folded, rest, given)
    if (intent !== undefined) return intent
    if (one.never.test(folded) && !isLong(withoutQuotes(bare)) && termsOfRule(bare).length > 0)
      return { kind: 'remember', text: bare }
  }
  return undefined
}

/** What follows is kept to its last sign. */
function samplesIn(said: string, pattern: RegExp): string | undefined {
  const { text: folded, at } = fold(said.trim())
  const text = pattern.exec(folded)?.groups?.text
  return text === undefined ? undefined : said.trim().slice(at[folded.length - text.length])
}

function readShortAsk(
  one: Asks,
  folded: string,
  rest: (pattern: RegExp) => string | undefined,
  { open }: Given,
): Intent | undefined {
  if (one.memory.test(folded)) return { kind: 'memory' }
  const forgotten = rest(one.forget)
  if (forgotten !== undefined) return { kind: 'forget', text: forgotten }
  const site = rest(one.site)
  if (site !== undefined) return { kind: 'studySite', address: site }
  if (one.ownSite.test(folded)) return { kind: 'studySite', address: '' }
  if (one.importPosts.test(folded)) {
    const named = one.importPosts.exec(folded)?.groups?.text ?? ''
    return { kind: 'importPosts', platforms: platformIds.filter((id) => named.includes(id)) }
  }
  if (open.post === undefined) return undefined
  if (one.good.test(folded)) return { kind: 'rate', isGood: true }
  if (one.bad.test(folded)) return { kind: 'rate', isGood: false }
  if (one.others.test(folded)) return { kind: 'alternatives' }
  if (one.asSaid.test(folded)) return { kind: 'revise', changes: [{ how: 'asSaid' }], platforms: [] }
  return undefined
}

function withoutQuotes(text: string): string {
  return text.replaceAll(/["“”«»„'‘’]/g, '')
}
