// The numbers of the last seven days: the same sentences as in the chat, the picture, and every post with what was counted.
import { html } from 'hono/html'
import { type MeasureName, measureNames } from '../../core/insights/report.ts'
import { platformNames } from '../../core/platform.ts'
import type { Counted } from '../../db/snapshots.ts'
import { type Desk, deskPage, type Html } from './layout.ts'
import { moment } from './moment.ts'

/** The page of the numbers. `said` are the sentences, `picture` the address of the chart. */
export function insightsPage(
  desk: Desk,
  page: { said: string; picture: string | undefined; posts: readonly Counted[]; zone: string },
): Html {
  const words = labels[desk.language]
  const { said, picture, posts, zone } = page
  const isOne = (post: Counted) =>
    posts.every(({ platform, account }) => platform !== post.platform || account === post.account)
  const shown = measureNames.filter((name) => posts.some(({ measures }) => measures[name] !== undefined))
  const table = html`<div class="wide"><table class="numbers">
    <thead>
      <tr>
        <th scope="col">${words.post}</th>
        ${shown.map((name) => html`<th scope="col">${words.names[name]}</th>`)}
        <th scope="col">${words.asOf}</th>
      </tr>
    </thead>
    <tbody>
      ${posts.map((post) => row(post, { shown, zone, desk, isOne: isOne(post) }))}
    </tbody>
  </table></div>`
  return deskPage(desk, {
    place: 'insights',
    title: words.title,
    main: html`<h1>${words.title}</h1>
      ${said.split('\n').map((line) => html`<p>${line}</p>`)}
      ${picture === undefined ? '' : html`<p><img class="chart" src="${picture}" alt="${words.chart}" /></p>`}
      ${posts.length === 0 ? '' : table}`,
  })
}

function row(
  post: Counted,
  { shown, zone, desk, isOne }: { shown: readonly MeasureName[]; zone: string; desk: Desk; isOne: boolean },
): Html {
  const text = post.text.length > 80 ? `${post.text.slice(0, 79)}…` : post.text
  const name = `${platformNames[post.platform]}${isOne ? '' : ` (${post.account})`}: ${text}`
  return html`<tr>
    <th scope="row">${post.url === null ? name : html`<a href="${post.url}">${name}</a>`}</th>
    ${shown.map((one) => html`<td>${post.measures[one] ?? '–'}</td>`)}
    <td>${post.at === null ? '–' : moment(post.at.toISOString(), zone, desk.language)}</td>
  </tr>`
}

const labels = {
  en: {
    title: 'Numbers',
    post: 'Post',
    asOf: 'As of',
    chart: 'Likes, comments and shares by day and network',
    names: {
      impressions: 'Views',
      reach: 'Reached',
      likes: 'Likes',
      comments: 'Comments',
      shares: 'Shares',
      clicks: 'Clicks',
    },
  },
  it: {
    title: 'Numeri',
    post: 'Post',
    asOf: 'Dati al',
    chart: 'Mi piace, commenti e condivisioni per giorno e rete',
    names: {
      impressions: 'Visualizzazioni',
      reach: 'Raggiunti',
      likes: 'Mi piace',
      comments: 'Commenti',
      shares: 'Condivisioni',
      clicks: 'Clic',
    },
  },
}
