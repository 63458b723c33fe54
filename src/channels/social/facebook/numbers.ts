// The numbers of a Page's post. One unknown number fails a whole call, so each is asked for alone and may be missing.
import { z } from 'zod'
import type { Json, Measured } from '../../../core/platform.ts'
import { statusOf } from '../rest.ts'
import type { Reach } from './read-back.ts'

const insightSchema = z.object({
  data: z.array(z.looseObject({ values: z.array(z.looseObject({ value: z.unknown() })).optional() })),
})
const total = z.looseObject({ summary: z.looseObject({ total_count: z.number().optional() }).optional() }).optional()
const countsSchema = z.looseObject({
  shares: z.looseObject({ count: z.number().optional() }).optional(),
  comments: total,
  reactions: total,
})
const insights = {
  impressions: 'post_media_view',
  reach: 'post_total_media_view_unique',
  clicks: 'post_clicks',
} as const

/** Reads them. A post without a share has no number of shares. */
export async function measurePost({ rest, version, token, signal }: Reach, post: string): Promise<Measured> {
  const path = `/${version}/${post}`
  const query = { fields: 'shares,comments.summary(true),reactions.summary(true)' }
  const { value } = await rest({ path, query, token, signal }, countsSchema.parse)
  const measures: Measured['measures'] = {}
  const raw: { [name: string]: Json } = {}
  const note = (name: keyof typeof measures, as: string, count: unknown) => {
    if (typeof count !== 'number') return
    measures[name] = count
    raw[as] = count
  }
  note('likes', 'reactions', value.reactions?.summary?.total_count)
  note('comments', 'comments', value.comments?.summary?.total_count)
  note('shares', 'shares', value.shares?.count)
  for (const [name, metric] of Object.entries(insights)) {
    const read = await rest({ path: `${path}/insights`, query: { metric }, token, signal }, insightSchema.parse).catch(
      (error: unknown) => {
        // Pages with few followers have none; what is refused is absent.
        if ((statusOf(error) ?? 500) < 500) return undefined
        throw error
      },
    )
    note(name as keyof typeof insights, metric, read?.value.data[0]?.values?.[0]?.value)
  }
  return { measures, raw }
}
