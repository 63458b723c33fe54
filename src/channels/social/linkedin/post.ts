// The body of a post on LinkedIn: words, and pictures or the card of a link. Frozen, as a replay must be the same to the byte.
import type { Content, Json } from '../../../core/platform.ts'
import { findLinks } from '../../../core/posts/links.ts'
import type { Card } from '../card.ts'
import { escaped } from './rules.ts'

/** The link whose card a post shows: the first, where there are no pictures and no film and nobody wants none. */
export function cardLink({ text, pictures, films = [], options }: Content): string | undefined {
  if (pictures.length + films.length > 0 || options.linkPreview === false) return undefined
  const link = findLinks(text)[0]
  if (link === undefined) return undefined
  return link.hasScheme ? link.url : `https://${link.url}`
}

/** The body of a post by this author. */
export function bodyOf(
  author: string,
  content: Content,
  ids: string[],
  card: Card | undefined,
): { [name: string]: Json } {
  const shown = contentOf(content, ids, card)
  return {
    author,
    commentary: escaped(content.text),
    visibility: 'PUBLIC',
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
    lifecycleState: 'PUBLISHED',
    isReshareDisabledByAuthor: false,
    ...(shown && { content: shown }),
  }
}

function contentOf({ pictures }: Content, ids: string[], card: Card | undefined): Json | undefined {
  const images = ids.map((id, i) => {
    const altText = pictures[i]?.alt ?? ''
    return { id, ...(altText !== '' && { altText }) }
  })
  const [only] = images
  if (images.length === 1 && only !== undefined) return { media: only }
  if (images.length > 1) return { multiImage: { images } }
  if (card === undefined) return undefined
  const { uri: source, title, description, thumb: thumbnail } = card
  return {
    article: {
      source,
      title: title.slice(0, 400),
      ...(description !== '' && { description }),
      ...(thumbnail !== undefined && { thumbnail }),
    },
  }
}
