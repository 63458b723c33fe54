// What was published to Practice, as it would look to those who read it.
import { html } from 'hono/html'
import type { Language } from '../../db/words.ts'
import { type Desk, deskPage, type Html } from './layout.ts'
import { moment } from './moment.ts'

/** One published post; `parts` has more than one entry for a thread. */
export type PracticePost = {
  id: string
  account: string
  parts: string[]
  pictures: { url: string; alt: string }[]
  /** Where its films can be had. */
  films: string[]
  publishedAt: string
}

/** The page of Practice, newest post first. */
export function practicePage(desk: Desk, page: { posts: PracticePost[]; zone: string }): Html {
  const words = said[desk.language]
  const list = html`<ol class="feed">
    ${page.posts.map((post) => html`<li>${postElement(post, page.zone, desk.language)}</li>`)}
  </ol>`
  const empty = html`<div class="nothing">
    <p>${words.empty}</p>
    <a class="button primary" href="/">${words.start}</a>
  </div>`
  return deskPage(desk, {
    place: 'practice',
    title: words.title,
    main: html`<h1>${words.title}</h1>
      <p class="lead">${words.lead}</p>
      ${page.posts.length === 0 ? empty : list}`,
  })
}

function postElement(post: PracticePost, zone: string, language: Language): Html {
  const words = said[language]
  return html`<article class="post" id="${post.id}">
    <header>
      <span class="face" aria-hidden="true">${[...post.account][0] ?? ''}</span>
      <strong>${post.account}</strong>
      <a href="#${post.id}">${moment(post.publishedAt, zone, language)}</a>
    </header>
    ${post.parts.map((part) => html`<p class="words">${part}</p>`)}
    ${
      post.pictures.length === 0
        ? ''
        : html`<div class="pictures">
            ${post.pictures.map(({ url, alt }) => html`<img src="${url}" alt="${alt}" loading="lazy" />`)}
          </div>`
    }
    ${post.films.map((url) => html`<p><a href="${url}">${words.film}</a></p>`)}
  </article>`
}

const said = {
  en: {
    title: 'Practice',
    lead: 'Posts that you publish to Practice stand here as readers would see them. Nobody outside this desk does.',
    empty: 'Nothing has gone out to Practice yet.',
    start: 'Write the first post',
    film: 'Its film',
  },
  it: {
    title: 'Prove',
    lead: 'I post che pubblichi su Practice stanno qui, come li vedrebbe chi legge. Fuori da questo desk non li vede nessuno.',
    empty: 'Su Practice non è ancora uscito niente.',
    start: 'Scrivi il primo post',
    film: 'Il suo video',
  },
}
