// What a week's posts did, from their newest numbers; pure. What nobody counted is absent, never zero.
import type { Counted } from '../../db/snapshots.ts'
import { type Measures, type PlatformId, platformIds } from '../platform.ts'

/** Fewer posts with numbers than this say nothing about what works. */
export const enough = 4

export const measureNames = ['impressions', 'reach', 'likes', 'comments', 'shares', 'clicks'] as const
export type MeasureName = (typeof measureNames)[number]

/** The numbers of one network; `posts` is how many of them have been counted. */
export type NetworkReport = { platform: PlatformId; posts: number; counted: number; sums: Measures }

/** A week. `asOf` is the oldest of the newest readings: every number is at least that fresh. */
export type Report = {
  from: Date
  to: Date
  /** How often something went out: a post on two networks is two. */
  posts: number
  /** How many posts that were. */
  written: number
  counted: number
  sums: Measures
  /** The same sums of the week before, where enough was counted in both. */
  before: Measures | null
  networks: NetworkReport[]
  /** What people answered most, where there is enough to compare with. */
  best: { platform: PlatformId; text: string; url: string | null; answers: number; among: number } | null
  asOf: Date | null
}

/** Sums up a week and compares it with the one before. */
export function reportOf(given: { from: Date; to: Date; now: readonly Counted[]; before: readonly Counted[] }): Report {
  const { from, to, now, before } = given
  const read = now.filter(({ at }) => at !== null)
  const readBefore = before.filter(({ at }) => at !== null)
  const best = read.toSorted((a, b) => answersTo(b) - answersTo(a))[0]
  const isEnough = read.length >= enough
  const oldest = read.flatMap(({ at }) => at ?? []).toSorted((a, b) => a.getTime() - b.getTime())[0]
  return {
    ...{
      from,
      to,
      posts: now.length,
      written: new Set(now.map(({ postId }) => postId)).size,
      counted: read.length,
      sums: sumsOf(read),
      asOf: oldest ?? null,
    },
    before: isEnough && readBefore.length >= enough ? sumsOf(readBefore) : null,
    networks: inOrder(Map.groupBy(now, ({ platform }) => platform)).map(([platform, posts]) => {
      const known = posts.filter(({ at }) => at !== null)
      return { platform, posts: posts.length, counted: known.length, sums: sumsOf(known) }
    }),
    best:
      isEnough && best !== undefined && answersTo(best) > 0
        ? { platform: best.platform, text: best.text, url: best.url, answers: answersTo(best), among: read.length }
        : null,
  }
}

/** Always in the same order, so that a week can be held against another. */
function inOrder<T>(groups: Map<PlatformId, T>): [PlatformId, T][] {
  return platformIds.flatMap((id): [PlatformId, T][] => {
    const group = groups.get(id)
    return group === undefined ? [] : [[id, group]]
  })
}

/** How much people answered to a post: likes, comments and shares. */
export function answersTo({ measures }: Pick<Counted, 'measures'>): number {
  return (measures.likes ?? 0) + (measures.comments ?? 0) + (measures.shares ?? 0)
}

function sumsOf(posts: readonly Counted[]): Measures {
  const sums: Measures = {}
  for (const name of measureNames) {
    const numbers = posts.flatMap(({ measures }) => measures[name] ?? [])
    if (numbers.length > 0) sums[name] = numbers.reduce((sum, one) => sum + one, 0)
  }
  return sums
}
