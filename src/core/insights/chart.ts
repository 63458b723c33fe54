// A week as a picture: answers to each day's posts, by network, drawn on the server. The library is loaded at the first picture.
import sharp from 'sharp'
import type { Counted } from '../../db/snapshots.ts'
import { type PlatformId, platformNames } from '../platform.ts'
import { toWall } from '../time/wall.ts'
import { answersTo } from './report.ts'

const width = 900
const height = 420
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

/** Draws it as PNG; `title` stands above. */
export async function drawWeek(given: {
  posts: readonly Counted[]
  from: Date
  days: number
  zone: string
  title: string
}): Promise<Uint8Array> {
  const { posts, from, days, zone, title } = given
  // Noon, so that a change of the clocks moves no day.
  const dates = Array.from({ length: days }, (_, i) => toWall(new Date(from.getTime() + (i + 0.5) * dayMs), zone).date)
  const platforms = [...new Set(posts.map(({ platform }) => platform))]
  const dateOf = (post: Counted) => toWall(post.publishedAt, zone).date
  const echarts = await import('echarts')
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption({
      animation: false,
      backgroundColor: '#ffffff',
      title: { text: title, left: 24, top: 16, textStyle: { fontSize: 18 } },
      legend: { bottom: 12, data: platforms.map((platform) => platformNames[platform]) },
      grid: { left: 56, right: 24, top: 64, bottom: 64 },
      xAxis: { type: 'category', data: dates.map((date) => date.slice(5)) },
      yAxis: { type: 'value', minInterval: 1 },
      series: platforms.map((platform) => ({
        type: 'bar',
        stack: 'answers',
        name: platformNames[platform],
        itemStyle: { color: colours[platform] ?? '#888888' },
        data: dates.map((date) =>
          posts
            .filter((post) => post.platform === platform && dateOf(post) === date)
            .reduce((sum, post) => sum + answersTo(post), 0),
        ),
      })),
    })
    return new Uint8Array(await sharp(Buffer.from(chart.renderToSVGString())).png().toBuffer())
  } finally {
    chart.dispose()
  }
}
