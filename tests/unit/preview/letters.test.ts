// Letters are drawn on a machine that has no fonts, emoji are emoji, and what cannot be drawn is said.
import { execFileSync } from 'node:child_process'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { box, words } from '../../../src/core/drawing/node.ts'
import { paint } from '../../../src/core/drawing/paint.ts'
import { drawWeek } from '../../../src/core/insights/chart.ts'

const draw = (text: string) =>
  paint(box({ width: 300, backgroundColor: '#ffffff', fontFamily: 'Inter' }, words(text)), { width: 300 })

/** How many points of a picture are this dark, or this colourful. */
async function points(
  bytes: Uint8Array,
  is: (r: number, g: number, b: number) => boolean,
  area?: { left: number; top: number; width: number; height: number },
) {
  const { data } = await (area === undefined ? sharp(bytes) : sharp(bytes).extract(area))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  let count = 0
  for (let i = 0; i < data.length; i += 3) if (is(data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0)) count++
  return count
}
const dark = (r: number, g: number, b: number) => r + g + b < 200

describe('letters', () => {
  it('of the alphabets kept here are drawn', async () => {
    for (const text of ['Monday, perché, Łódź', 'Понедельник', 'Δευτέρα', 'Thứ Hai', '→ ✓ ★', '𝗕𝗼𝗹𝗱']) {
      const painted = await draw(text)
      expect([text, painted.missing]).toEqual([text, []])
      expect(await points(painted.bytes, dark)).toBeGreaterThan(100)
    }
  })
  it('that no font here has stand as grey bars and are named', async () => {
    const painted = await draw('星期一 يوم')
    expect(painted.missing).toContain('星')
    expect(painted.missing).toContain('ي')
    expect(await points(painted.bytes, dark)).toBe(0)
    expect(
      await points(painted.bytes, (r, g, b) => Math.abs(r - 195) + Math.abs(g - 200) + Math.abs(b - 208) < 12),
    ).toBeGreaterThan(500)
  })
  it('that are emoji have their colours, joined ones as one', async () => {
    const [cook, flag] = [await draw('👩‍🍳'), await draw('🇮🇹')]
    expect([...cook.missing, ...flag.missing]).toEqual([])
    expect(await points(flag.bytes, (r, g, b) => g > r + 60 && g > b + 20)).toBeGreaterThan(50)
  })
  it('of the chart of a week are there', async () => {
    const post = {
      platform: 'bluesky' as const,
      publishedAt: new Date('2026-11-17T09:00:00Z'),
      at: new Date(),
      measures: { likes: 7 },
      text: 'x',
      url: null,
    }
    const chart = await drawWeek({
      posts: [post as never],
      from: new Date('2026-11-15T23:00:00Z'),
      days: 7,
      zone: 'Europe/Rome',
      title: 'Bar Luce',
      language: 'en',
    })
    expect(await points(chart.bytes, dark, { left: 20, top: 10, width: 200, height: 30 })).toBeGreaterThan(200)
    expect(await points(chart.bytes, (r, g, b) => r < 40 && g > 110 && b > 230)).toBeGreaterThan(2_000)
  })
  it('are the same where the machine has no fonts at all', async () => {
    const here = await draw('Monday at eight')
    const script = `import { box, words } from './src/core/drawing/node.ts'
      import { paint } from './src/core/drawing/paint.ts'
      const made = await paint(box({ width: 300, backgroundColor: '#ffffff', fontFamily: 'Inter' }, words('Monday at eight')), { width: 300 })
      process.stdout.write(Buffer.from(made.bytes).toString('base64'))`
    const env = { ...process.env, FONTCONFIG_FILE: '/nowhere/fonts.conf', FONTCONFIG_PATH: '/nowhere' }
    const there = execFileSync(process.execPath, ['--input-type=module-typescript', '-e', script], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    expect(there.toString()).toBe(Buffer.from(here.bytes).toString('base64'))
  })
})
