// A week as a picture: answers to each day's posts, by network, drawn on the server.
import type { Counted } from '../../db/snapshots.ts'
import type { Language } from '../../db/words.ts'
import { box, type Drawn, words } from '../drawing/node.ts'
import { type Painted, paint } from '../drawing/paint.ts'
import { type PlatformId, platformIds, platformNames } from '../platform.ts'
import { sayDay } from '../time/say.ts'
import { toWall } from '../time/wall.ts'
import { answersTo } from './report.ts'

const width = 900
const height = 420
const plot = { left: 56, width: 796, height: 270 }
const lines = 4
const grey = '#5b6470'
const dayMs = 86_400_000
const colours: Partial<Record<PlatformId, string>> = {
  x: '#111111',
  linkedin: '#0a66c2',
  facebook: '#1877f2',
  instagram: '#c13584',
  threads: '#666666',
  bluesky: '#0085ff',
  mastodon: '#6364ff',
}

const otherColour = '#888888'

const counted: Record<Language, string> = {
  en: 'likes, comments and shares',
  it: 'mi piace, commenti e condivisioni',
}

/** Draws it; `title` and what is counted stand above. */
export async function drawWeek(given: {
  posts: readonly Counted[]
  from: Date
  days: number
  zone: string
  title: string
  language: Language
}): Promise<Painted> {
  const { posts, from, days, zone, title, language } = given
  // Noon, so that a change of the clocks moves no day.
  const dates = Array.from({ length: days }, (_, i) => toWall(new Date(from.getTime() + (i + 0.5) * dayMs), zone).date)
  const platforms = platformIds.filter((id) => posts.some(({ platform }) => platform === id))
  const answers = (date: string, platform: PlatformId) =>
    posts
      .filter((post) => post.platform === platform && toWall(post.publishedAt, zone).date === date)
      .reduce((sum, post) => sum + answersTo(post), 0)
  const bars = dates.map((date) => platforms.map((platform) => ({ platform, count: answers(date, platform) })))
  const step = stepOf(Math.max(0, ...bars.map((bar) => bar.reduce((sum, { count }) => sum + count, 0))))
  const drawn = box(
    {
      width: width - 48,
      height: height - 32,
      padding: '16px 24px',
      backgroundColor: '#ffffff',
      fontFamily: 'Inter',
      fontSize: 14,
    },
    words(`${title} · ${counted[language]}`, { fontSize: 18, fontWeight: 700, color: '#14171c', marginBottom: 18 }),
    box(
      { position: 'relative', height: plot.height + 28 },
      ...gridOf(step),
      ...bars.map((bar, i) => barOf(bar, { i, days, most: step * lines, date: sayDay(dates[i] ?? '', language) })),
    ),
    box({ flexDirection: 'row', justifyContent: 'center', marginTop: 8 }, ...platforms.map(legend)),
  )
  return paint(drawn, { width, height, scale: 1 })
}

/** How far two lines of the grid are apart: whole answers, and round numbers. */
function stepOf(most: number): number {
  const least = Math.max(1, Math.ceil(most / lines))
  const power = 10 ** Math.floor(Math.log10(least))
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= least) ?? least
}

function gridOf(step: number): Drawn[] {
  return Array.from({ length: lines + 1 }, (_, i) => {
    const top = plot.height - (i * plot.height) / lines
    return box(
      { position: 'absolute', left: 0, top: top - 9, flexDirection: 'row', alignItems: 'center', height: 18 },
      box({ width: plot.left - 12, alignItems: 'flex-end', marginRight: 12 }, words(String(i * step), { color: grey })),
      box({ width: plot.width, height: 1, backgroundColor: i === 0 ? '#8a929d' : '#e4e7eb' }),
    )
  })
}

function barOf(
  bar: readonly { platform: PlatformId; count: number }[],
  { i, days, most, date }: { i: number; days: number; most: number; date: string },
): Drawn {
  const place = plot.width / days
  const wide = Math.round(place * 0.6)
  return box(
    {
      position: 'absolute',
      left: Math.round(plot.left + i * place),
      top: 0,
      width: Math.round(place),
      height: plot.height + 28,
      alignItems: 'center',
    },
    box(
      { height: plot.height, justifyContent: 'flex-end' },
      ...bar
        .toReversed()
        .map(({ platform, count }) =>
          box({ width: wide, height: (count / most) * plot.height, backgroundColor: colours[platform] ?? otherColour }),
        ),
    ),
    words(date, { color: grey, marginTop: 8 }),
  )
}

function legend(platform: PlatformId): Drawn {
  return box(
    { flexDirection: 'row', alignItems: 'center', margin: '0 12px' },
    box({ width: 14, height: 14, borderRadius: 3, marginRight: 6, backgroundColor: colours[platform] ?? otherColour }),
    words(platformNames[platform], { color: '#14171c' }),
  )
}
