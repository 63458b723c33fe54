// The records of a post as they are frozen: text with its facets, pictures or a link card. A reply gets its references later.
import { z } from 'zod'
import type { Content, Json } from '../../../core/platform.ts'
import type { Card } from '../card.ts'

/** A picture as the server knows it after its upload; copied unchanged into the record. */
export const blobSchema = z.looseObject({ $type: z.literal('blob'), mimeType: z.string(), size: z.number() })

/** What records are made with. */
export type Tools = {
  /** The id behind a handle, or undefined for one that nobody has. */
  resolve: (handle: string) => Promise<string | undefined>
  /** Brings a picture to the server. */
  upload: (mediaId: string, type: string) => Promise<Json>
  /** What a page says of itself, or undefined. */
  card: (uri: string) => Promise<Card | undefined>
}

/** Makes the record of each part; pictures go with the first, a card where there are none. A film is put in when it is there. */
export async function makeRecords(content: Content, createdAt: Date, tools: Tools): Promise<Record<string, Json>[]> {
  const texts = content.parts.length > 0 ? content.parts : [content.text]
  const language = content.options.language
  const images: Json[] = []
  for (const { mediaId, type, alt, width, height } of content.pictures)
    images.push({ image: await tools.upload(mediaId, type), alt, aspectRatio: { width, height } })
  return Promise.all(
    texts.map(async (text, part) => {
      const { facets, link } = await facetsOf(text, tools.resolve)
      const pictures = part === 0 && images.length > 0 ? { $type: 'app.bsky.embed.images', images } : undefined
      const isBare = pictures === undefined && (content.films ?? []).length === 0
      const wantsCard = isBare && link !== undefined && content.options.linkCard !== false
      const card = wantsCard ? await tools.card(link) : undefined
      const embed = pictures ?? (card && { $type: 'app.bsky.embed.external', external: { ...card } })
      return {
        $type: 'app.bsky.feed.post',
        text,
        createdAt: new Date(createdAt.getTime() + part).toISOString(),
        ...(facets.length > 0 && { facets }),
        ...(typeof language === 'string' && { langs: [language] }),
        ...(embed && { embed }),
      }
    }),
  )
}

/**
 * Links, mentions and tags with their byte ranges, and the first link. A mention of nobody stays text. The library is loaded
 * at the first post: it takes half a second.
 */
export async function facetsOf(text: string, resolve: Tools['resolve']): Promise<{ facets: Json[]; link?: string }> {
  const { RichText } = await import('@atproto/api')
  const rich = new RichText({ text })
  rich.detectFacetsWithoutResolution()
  const facets: Json[] = []
  let link: string | undefined
  for (const { index, features } of rich.facets ?? []) {
    const range = { byteStart: index.byteStart, byteEnd: index.byteEnd }
    for (const feature of features) {
      const found = await featureOf(z.looseObject({ $type: z.string() }).parse(feature), resolve)
      if (found === undefined) continue
      if (typeof found.uri === 'string') link ??= found.uri
      facets.push({ index: range, features: [found] })
    }
  }
  return { facets, ...(link !== undefined && { link }) }
}

type Feature = { $type: string; uri?: string; did?: string; tag?: string }

async function featureOf(found: Record<string, unknown>, resolve: Tools['resolve']): Promise<Feature | undefined> {
  const { $type, uri, did: handle, tag } = found
  if (typeof uri === 'string') return { $type: String($type), uri }
  if (typeof tag === 'string') return { $type: String($type), tag }
  const did = typeof handle === 'string' ? await resolve(handle) : undefined
  return did === undefined ? undefined : { $type: String($type), did }
}
