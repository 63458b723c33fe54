// The limits of the networks that the golden set is written for.
import type { PlatformId } from '../../src/core/platform.ts'
import type { Unit } from '../../src/core/posts/count.ts'

const usual = { limit: 3_000, unit: 'characters' } as const

/** So much fits, by network. */
export const limits: Record<PlatformId, { limit: number; unit: Unit }> = {
  x: { limit: 280, unit: 'weighted' },
  linkedin: usual,
  facebook: usual,
  instagram: { limit: 2_200, unit: 'characters' },
  threads: { limit: 500, unit: 'threads' },
  bluesky: { limit: 300, unit: 'graphemes' },
  mastodon: { limit: 500, unit: 'mastodon' },
  telegram: { limit: 4_096, unit: 'characters' },
  practice: { limit: 500, unit: 'graphemes' },
}
