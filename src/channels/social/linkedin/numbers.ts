// The numbers of a page's post. https://learn.microsoft.com/linkedin/marketing/community-management/organizations/share-statistics
import { z } from 'zod'
import type { Measured } from '../../../core/platform.ts'
import type { Reach } from './pictures.ts'

const count = z.number().int().optional()
const statisticsSchema = z.object({
  elements: z.array(
    z.looseObject({
      totalShareStatistics: z.looseObject({
        impressionCount: count,
        uniqueImpressionsCount: count,
        clickCount: count,
        likeCount: count,
        commentCount: count,
        shareCount: count,
      }),
    }),
  ),
})

/** Reads them; a post that nobody has seen yet is missing there and has none. */
export async function measurePage({ rest, token, author, signal }: Reach, urn: string): Promise<Measured> {
  const list = urn.startsWith('urn:li:ugcPost:') ? 'ugcPosts' : 'shares'
  // Its lists are written with brackets and commas that must not be encoded, their names must.
  const named = `organizationalEntity=${encodeURIComponent(author)}&${list}=List(${encodeURIComponent(urn)})`
  const path = `/rest/organizationalEntityShareStatistics?q=organizationalEntity&${named}`
  const { value } = await rest({ path, token, signal }, statisticsSchema.parse)
  const found = value.elements[0]?.totalShareStatistics
  if (found === undefined) return { measures: {}, raw: null }
  const measures = {
    ...(found.impressionCount !== undefined && { impressions: found.impressionCount }),
    ...(found.uniqueImpressionsCount !== undefined && { reach: found.uniqueImpressionsCount }),
    ...(found.clickCount !== undefined && { clicks: found.clickCount }),
    ...(found.likeCount !== undefined && { likes: found.likeCount }),
    ...(found.commentCount !== undefined && { comments: found.commentCount }),
    ...(found.shareCount !== undefined && { shares: found.shareCount }),
  }
  return { measures, raw: JSON.parse(JSON.stringify(found)) }
}
