// Each of the nine networks has looks of its own, and a card drawn with them: never higher than a chat shows.
import { describe, expect, it } from 'vitest'
import { blueskyLooks } from '../../../src/channels/social/bluesky/rules.ts'
import { facebookLooks } from '../../../src/channels/social/facebook/rules.ts'
import { instagramLooks } from '../../../src/channels/social/instagram/rules.ts'
import { linkedinLooks } from '../../../src/channels/social/linkedin/rules.ts'
import { mastodonLooks } from '../../../src/channels/social/mastodon/rules.ts'
import { practiceLooks } from '../../../src/channels/social/practice/rules.ts'
import { telegramLooks } from '../../../src/channels/social/telegram/rules.ts'
import { threadsLooks } from '../../../src/channels/social/threads/rules.ts'
import { xLooks } from '../../../src/channels/social/x/rules.ts'
import { paint } from '../../../src/core/drawing/paint.ts'
import { type PlatformId, platformIds, platformNames } from '../../../src/core/platform.ts'
import { cellsOf } from '../../../src/core/preview/cells.ts'
import { inner, type Scene, sceneOf, width } from '../../../src/core/preview/draw.ts'
import type { Looks } from '../../../src/core/preview/looks.ts'

const all: Record<PlatformId, Looks> = {
  x: xLooks,
  linkedin: linkedinLooks,
  facebook: facebookLooks,
  instagram: instagramLooks,
  threads: threadsLooks,
  bluesky: blueskyLooks,
  mastodon: mastodonLooks,
  telegram: telegramLooks,
  practice: practiceLooks,
}
const text = 'Monday at eight we open. @gianni has the beans. barluce.it/opening #Trieste ☕️\n\n'.repeat(6).trim()

function sceneFor(id: PlatformId, more: Partial<Scene> = {}): Scene {
  const looks = all[id]
  const cells = cellsOf([{ width: 900, height: 1600 }], looks, inner)
  const scene = { network: platformNames[id], brand: 'Bar Luce', account: '@barluce', colour: '#7b1e3a', looks }
  return { ...scene, parts: [{ text, used: text.length }], from: 1, of: 1, limit: 500, cells, shots: [], ...more }
}
const drawn = (scene: Scene) => paint(sceneOf(scene), { width })

describe('a preview', () => {
  it.each(platformIds)('of %s is drawn, and is another with other words', async (id) => {
    const [one, other] = [
      await drawn(sceneFor(id)),
      await drawn(sceneFor(id, { parts: [{ text: 'Short.', used: 6 }] })),
    ]
    expect(one.width).toBe(2 * width)
    expect(one.width + one.height).toBeLessThan(10_000)
    expect(other.height).toBeLessThan(one.height)
  })
  it('shows what is too long in another colour', async () => {
    const [fits, not] = [await drawn(sceneFor('x')), await drawn(sceneFor('x', { limit: 280 }))]
    expect(Buffer.from(fits.bytes).equals(Buffer.from(not.bytes))).toBe(false)
  })
  it('of a text beyond all bounds stays small', async () => {
    const endless = 'word '.repeat(12_000)
    const painted = await drawn(sceneFor('facebook', { parts: [{ text: endless, used: endless.length }] }))
    expect(painted.height).toBeLessThan(6_000)
  })
})
