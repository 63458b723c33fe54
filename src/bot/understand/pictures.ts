// Messages about pictures made here: how a post will look, words on a card, what a picture shows, the brand's colour.
import { readColour } from '../../core/drawing/colour.ts'
import type { Intent } from '../../core/intent.ts'
import type { CardWords } from '../../core/pictures/wish.ts'
import type { PlatformId } from '../../core/platform.ts'
import { fold } from '../../core/time/fold.ts'
import type { TimeLanguage } from '../../core/time/words/index.ts'
import { platformsAt } from './platforms.ts'
import type { Given } from './scope.ts'
import { wordsOf } from './words.ts'

/** How a language asks for them. All patterns meet folded text; `text` names what they are about. */
type Asks = {
  /** Group `where` holds networks. */
  preview: RegExp
  /** Group `quote` where it is a quotation; without `text` it is about the words of the post. */
  card: RegExp[]
  /** Group `text` is what it should show; `bare` asks for it after the question for a picture alone. */
  draw: RegExp
  bare: RegExp
  /** The post itself, as what a picture should show. */
  post: RegExp
  /** Group `number`. */
  describe: RegExp
  /** Groups `number` and `text`. */
  alt: RegExp
  /** Groups `not` or `whole` where nothing is to be cut off, and `where`, which holds networks. */
  crop: RegExp
  colour: RegExp
}

const asks: Record<TimeLanguage, Asks> = {
  en: {
    preview:
      /^(?:please )?(?:(?:show (?:me )?)?(?:a |the )?preview(?: (?:it|this|the post))?|(?:show me )?how (?:will|would|does|is) (?:it|this|the post)(?: going to)? look|(?:show me )?how (?:it|this|the post) (?:will |would )?looks?|what (?:will|would|does) (?:it|this|the post) look like)(?: (?<where>.+))?$/u,
    card: [
      /^(?:please )?(?:(?:make|create|draw|do|give me|turn (?:this|it) into) )?(?:me )?(?:a |an |the )?(?:(?<quote>quote|quotation)|announcement|text) (?:card|picture|image)(?: (?:of|from|out of|with|for) (?:this|it|that|the post|the draft|these words|the words))?$/u,
      /^(?:please )?(?:(?:make|create|draw|do|give me) )?(?:me )?(?:a |an |the )?(?:(?<quote>quote|quotation)|announcement|text) (?:card|picture|image)(?:\s*:\s*| (?:saying|that says|with the (?:words|text)|with)[:\s]\s*)(?<text>[\s\S]+)$/u,
      /^(?:please )?(?:(?:make|create|draw|do|give me) )?(?:me )?(?:a|an) (?:picture|image|card) (?:with the (?:words|text)|saying|that says)[:\s]\s*(?<text>[\s\S]+)$/u,
      /^(?:please )?put (?:it|this|the words|the text) on a (?:card|picture|image)$/u,
    ],
    draw: /^(?:please )?(?:can you |could you )?(?:generate|make|create|draw)(?: me| us)? (?:a|an|another|the)(?: new)? (?:picture|image|photo|illustration|drawing)(?: (?:of|showing|that shows|for(?= (?:this|it|(?:the|this|my|our) (?:post|draft))$)) (?<text>[\s\S]+))?$/u,
    bare: /^(?:a |an |the )?(?:picture|image|photo|illustration|drawing) (?:of|showing|that shows) (?<text>[\s\S]+)$/u,
    post: /^(?:this|it|that|(?:the|this|my|our) (?:post|draft))$/u,
    describe:
      /^(?:please )?(?:describe (?:it|this|the (?:picture|photo|image))(?: (?<number>\d{1,2}))?|(?:write|make|add|suggest)(?: me)?(?: an| the)? alt(?:ernative)?[ -]?text)$/u,
    alt: /^(?:the )?alt(?:ernative)?[ -]?text(?: (?:of|for))?(?: (?:the )?(?:picture|photo|image))?(?: (?<number>\d{1,2}))?(?:\s*:\s*| is )(?<text>[\s\S]+)$/u,
    crop: /^(?:please )?(?:(?<not>(?:don't|do not|dont|never|without) (?:crop|cut|cropping|cutting)|uncrop)|(?:crop|cut))(?: (?:it|them|this|the (?:picture|photo|image)s?))?(?: off)?(?: (?<where>.+))?$|^(?:please )?(?:show|use|keep) (?:the )?(?<whole>whole|full|entire) (?:picture|photo|image)(?: (?<where2>.+))?$/u,
    colour:
      /^(?:(?:our|my|the) )?(?:brand(?:'s)? colou?r|(?:our|my) colou?r|colou?r of (?:our|my|the) brand)(?: is| should be|:)? (?<text>#?\p{L}*[\p{L}\d]+)$/u,
  },
  it: {
    preview:
      /^(?:per favore )?(?:(?:mostra(?:mi)? |fammi vedere )?(?:l'|una )?anteprima(?: del post)?|(?:fammi vedere |mostrami )?come (?:si vedra|si vede|viene|verra|sara|appare|apparira)(?: il post)?)(?: (?<where>.+))?$/u,
    card: [
      /^(?:per favore )?(?:(?:fai|fammi|crea|disegna) )?(?:una |un'|la |l')?(?:card|immagine|figura) (?:(?<quote>(?:con (?:la |una )?|di )?citazione)|con (?:un |l')?annuncio|con (?:il )?testo|con le parole)(?: (?:di|da) (?:questo|quello)| del post)?$/u,
      /^(?:per favore )?(?:(?:fai|fammi|crea|disegna) )?(?:una |un'|la |l')?(?:card|immagine|figura) (?:(?<quote>(?:con (?:la |una )?|di )?citazione)|con (?:un |l')?annuncio|con (?:il )?testo|con le parole|con scritto|che dice)[:\s]\s*(?<text>[\s\S]+)$/u,
      /^(?:per favore )?metti(?:lo|la)?(?: le parole| il testo)? su (?:una |un')(?:card|immagine)$/u,
    ],
    draw: /^(?:per favore )?(?:mi )?(?:puoi )?(?:(?:genera(?:re|mi)?|crea(?:re|mi)?)(?: un'altra| un'| una| la| l')? ?(?:nuova )?(?:immagine|foto|figura|illustrazione)|(?:fai|fammi|fare|disegna(?:re|mi)?)(?: un'altra| un'| una)? ?(?:nuova )?(?:immagine|figura|illustrazione))(?: (?:di|che mostri|che mostra|del|della|dell'|dei|per(?= (?:questo|il post|questo post)$)) ?(?<text>[\s\S]+))?$/u,
    bare: /^(?:un'|una )?(?:immagine|foto|figura|illustrazione) (?:di|che mostri|che mostra|del|della|dell'|dei) ?(?<text>[\s\S]+)$/u,
    post: /^(?:questo|quello|il post|questo post|post|la bozza|bozza)$/u,
    describe:
      /^(?:per favore )?(?:descrivi(?:la|mi)?(?: (?:la foto|l'immagine|la figura))?(?: (?<number>\d{1,2}))?|(?:scrivi|aggiungi|proponi)(?: il| un)? testo alternativo)$/u,
    alt: /^(?:il )?testo alt(?:ernativo)?(?: (?:di|per|della?|dell'))?(?: ?(?:immagine|foto|figura))?(?: (?<number>\d{1,2}))?(?:\s*:\s*| e )(?<text>[\s\S]+)$/u,
    crop: /^(?:per favore )?(?:(?<not>(?:non|senza) )?(?:ritaglia(?:re|la|le|rla|rle)?|taglia(?:re|la|le|rla|rle)))(?: (?:la foto|le foto|l'immagine|le immagini))?(?: (?<where>.+))?$|^(?:per favore )?(?:la |una |l')?(?:foto|immagine) (?<whole>intera)(?: (?<where2>.+))?$/u,
    colour:
      /^(?:il )?(?:nostro |mio )?colore (?:(?:del|della) (?:marchio|brand|marca)|aziendale|nostro)(?: e|:)? (?<text>#?\p{L}*[\p{L}\d]+)$|^il (?:nostro|mio) colore(?: e|:)? (?<text2>#?\p{L}*[\p{L}\d]+)$/u,
  },
}

/** A wish is short; what is longer is a post that begins like one. */
const longestWish = 600

/** Reads a message about pictures; undefined when it is anything else. */
export function readPictures(said: string, first: TimeLanguage, given: Given): Intent | undefined {
  const bare = said.trim().replace(/[.!?\s]+$/u, '')
  const { text: folded, at } = fold(bare)
  if (bare.length > longestWish) return undefined
  const languages = [first, ...(['en', 'it'] as const).filter((one) => one !== first)]
  for (const language of languages) {
    const one = asks[language]
    /** What a group matched at the end, as it was typed: to its last sign. */
    const typed = (text: string) => said.trim().slice(at[folded.length - text.length])
    const look = one.preview.exec(folded)
    if (look !== null) {
      const platforms = networksIn(look.groups?.where ?? '', language, given)
      if (platforms !== undefined) return { kind: 'preview', platforms }
    }
    const card = one.card.map((pattern) => pattern.exec(folded)).find((match) => match !== null)
    if (card != null) {
      const isQuote = card.groups?.quote !== undefined
      const text = card.groups?.text
      return { kind: 'wordsCard', ...(text === undefined ? { isQuote } : { words: wordsIn(typed(text), isQuote) }) }
    }
    const wanted = one.draw.exec(folded) ?? (given.open.asked === 'picture' ? one.bare.exec(folded) : null)
    if (wanted !== null) {
      const text = wanted.groups?.text
      return { kind: 'drawPicture', wanted: text === undefined || one.post.test(text) ? null : unquoted(typed(text)) }
    }
    const seen = one.describe.exec(folded)
    if (seen !== null) {
      const number = seen.groups?.number
      return { kind: 'describe', ...(number !== undefined && { number: Number(number) }) }
    }
    const alt = one.alt.exec(folded)?.groups
    if (alt?.text !== undefined) {
      const number = alt.number === undefined ? undefined : Number(alt.number)
      return { kind: 'altText', text: unquoted(typed(alt.text)), ...(number !== undefined && { number }) }
    }
    const crop = one.crop.exec(folded)?.groups
    const cropped = crop && networksIn(crop.where ?? crop.where2 ?? '', language, given)
    if (crop !== undefined && cropped !== undefined && given.open.post !== undefined) {
      const isWhole = (crop.not ?? crop.whole) !== undefined
      return { kind: 'shapePictures', how: isWhole ? 'pad' : 'crop', platforms: cropped }
    }
    const shade = one.colour.exec(folded)?.groups
    const colour = readColour(shade?.text ?? shade?.text2 ?? '')
    if (colour !== undefined) return { kind: 'colour', colour }
  }
  return undefined
}

/** The networks that words name and nothing else; none for no words, undefined for any other words. */
function networksIn(where: string, language: TimeLanguage, { connected }: Given): PlatformId[] | undefined {
  if (where === '') return []
  const run = platformsAt(where, 0, wordsOf[language], connected, true)
  return run !== undefined && run.end === where.length ? run.platforms : undefined
}

/** The words of a card; after a dash at the end stands whose they are. */
function wordsIn(text: string, isQuote: boolean): CardWords {
  const parts = /^(?<words>[\s\S]+?)\s+[—–-]\s+(?<by>[^\n]{2,40})$/u.exec(text)?.groups
  const by = isQuote ? parts?.by?.trim() : undefined
  return { text: unquoted(by === undefined ? text : (parts?.words ?? text)), ...(by !== undefined && { by }), isQuote }
}

/** Without the quotation marks around it. */
function unquoted(text: string): string {
  const inside = /^["“«„'‘](?<inside>[\s\S]+)["”»“'’]\.?$/u.exec(text.trim())?.groups?.inside
  return (inside ?? text).trim()
}
