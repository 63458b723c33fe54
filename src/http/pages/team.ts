// The team of a desk as a page: people, invitations, whose yes is needed, and the person's other desks.
import { html } from 'hono/html'
import { wordsIn } from '../../bot/replies/index.ts'
import { platformNames } from '../../core/platform.ts'
import { marked } from '../../core/team/marks.ts'
import type { NamedPolicy } from '../../core/team/outcome.ts'
import type { Language, Role } from '../../db/words.ts'
import { type Desk, deskPage, type Html } from './layout.ts'

type Somebody = { id: string; name: string; role: Role; isClient: boolean }

/** What the page shows. `link` is an invitation that was just made: it is shown once. */
export type TeamPage = {
  members: (Somebody & { isYou: boolean })[]
  invited: (Somebody & { expiresAt: Date })[]
  policies: NamedPolicy[]
  places: { workspaceId: string; name: string; mark: number; isHere: boolean }[]
  mayManage: boolean
  said?: string
  link?: string
}

/** The page of the team. */
export function teamPage(desk: Desk, page: TeamPage): Html {
  const words = texts[desk.language]
  return deskPage(desk, {
    place: 'team',
    title: words.title,
    head: html`<link rel="stylesheet" href="/forms.css" />`,
    main: html`<h1>${words.title}</h1>
      ${page.said === undefined || page.said === '' ? '' : html`<p class="said" role="status">${page.said}</p>`}
      ${page.link === undefined ? '' : html`<p class="said" role="status">${words.link} <code>${page.link}</code></p>`}
      <ul class="accounts">
        ${page.members.map((one) => memberElement(one, page.mayManage, desk.language))}
      </ul>
      ${
        page.invited.length === 0
          ? ''
          : html`<h2>${words.invitedHead}</h2>
        <ul class="accounts">${page.invited.map((one) => invitedElement(one, page.mayManage, desk.language))}</ul>`
      }
      ${page.mayManage ? inviteForm(desk.language) : ''}
      <h2>${words.approvals}</h2>
      <ul>${page.policies.map((one) => html`<li>${policyLine(one, desk.language)}</li>`)}</ul>
      ${page.mayManage ? policyForm(desk.language) : ''}
      ${
        page.places.length < 2
          ? ''
          : html`<h2>${words.places}</h2>
        <ul class="accounts">${page.places.map((one) => placeElement(one, desk.language))}</ul>`
      }
      <p><a href="/account">${words.account}</a>${page.mayManage ? html` · <a href="/team/audit.csv">${words.audit}</a> · <a href="/data">${words.data}</a>` : ''}</p>`,
  })
}

function memberElement(one: TeamPage['members'][number], mayManage: boolean, language: Language): Html {
  const words = texts[language]
  const isFixed = !mayManage || one.isYou
  return html`<li class="account">
    <div><strong>${one.name}</strong>${one.isYou ? ` (${words.you})` : ''}<p class="fine">${roleName(one, language)}</p></div>
    ${
      isFixed
        ? ''
        : html`<form method="post" action="/team/members/${one.id}/role">
            <select name="role" aria-label="${words.role} ${one.name}">${options(one, language)}</select>
            <button type="submit">${words.set}</button>
          </form>
          <form method="post" action="/team/members/${one.id}/remove">
            <button type="submit" aria-label="${words.remove} ${one.name}">${words.remove}</button>
          </form>`
    }
  </li>`
}

function invitedElement(one: Somebody, mayManage: boolean, language: Language): Html {
  const words = texts[language]
  return html`<li class="account">
    <div><strong>${one.name}</strong><p class="fine">${roleName(one, language)}</p></div>
    ${
      mayManage
        ? html`<form method="post" action="/team/invitations/${one.id}/revoke">
            <button type="submit" aria-label="${words.takeBack} ${one.name}">${words.takeBack}</button>
          </form>`
        : ''
    }
  </li>`
}

function placeElement(one: TeamPage['places'][number], language: Language): Html {
  const words = texts[language]
  return html`<li class="account">
    <div><strong>${marked(one)}</strong></div>
    ${
      one.isHere
        ? html`<p class="fine">${words.here}</p>`
        : html`<form method="post" action="/switch">
            <input type="hidden" name="workspace" value="${one.workspaceId}" />
            <button type="submit" aria-label="${words.go} ${one.name}">${words.go}</button>
          </form>`
    }
  </li>`
}

function inviteForm(language: Language): Html {
  const words = texts[language]
  return html`<h2>${words.invite}</h2>
    <form class="fields" method="post" action="/team/invite">
      <label for="name">${words.name}</label>
      <input id="name" name="name" type="text" maxlength="80" required />
      <label for="role">${words.role}</label>
      <select id="role" name="role">${options({ role: 'editor', isClient: false }, language)}</select>
      <button class="primary" type="submit">${words.invite}</button>
    </form>`
}

function policyForm(language: Language): Html {
  const words = texts[language]
  return html`<form class="fields" method="post" action="/team/policy">
    <label for="how">${words.whose}</label>
    <select id="how" name="how">
      ${(['nobody', 'any', 'named', 'two'] as const).map((how) => html`<option value="${how}">${words.how[how]}</option>`)}
    </select>
    <label for="names">${words.names}</label>
    <input id="names" name="names" type="text" maxlength="200" />
    <button class="primary" type="submit">${words.set}</button>
  </form>`
}

function options(now: { role: Role; isClient: boolean }, language: Language): Html[] {
  const chosen = now.isClient ? 'client' : now.role
  return (['owner', 'editor', 'approver', 'client', 'viewer'] as const).map(
    (role) =>
      html`<option value="${role}" ${role === chosen ? html`selected` : ''}>${wordsIn(language).team.roles[role]}</option>`,
  )
}

function roleName({ role, isClient }: { role: Role; isClient: boolean }, language: Language): string {
  const { roles } = wordsIn(language).team
  return isClient ? roles.client : roles[role]
}

function policyLine({ platform, account, steps, isAuthorEnough }: NamedPolicy, language: Language): string {
  const { team } = wordsIn(language)
  const network = platform === null ? null : `${platformNames[platform]} (${account})`
  const isPlain = steps.length === 1 && steps[0]?.by === 'any' && isAuthorEnough
  return team.policy({ network, isPlain, isAuthorEnough, steps: steps.map((step) => team.step(step)) })
}

const texts = {
  en: {
    title: 'Team',
    you: 'you',
    role: 'Role of',
    set: 'Set',
    remove: 'Remove',
    takeBack: 'Take back',
    invitedHead: 'Invited',
    invite: 'Invite somebody',
    name: 'Name',
    link: 'Send this link. It is good once, for seven days, and shown only here:',
    approvals: 'Whose yes is needed',
    whose: 'A post needs the yes of',
    how: {
      nobody: 'nobody else',
      any: 'another approver',
      named: 'the people named below, in order',
      two: 'the team, then the client',
    },
    names: 'Names, with commas between them',
    places: 'Your workspaces',
    here: 'here',
    go: 'Switch to',
    account: 'Your sign-ins and tokens',
    audit: 'Who did what (CSV)',
    data: 'Data',
  },
  it: {
    title: 'Squadra',
    you: 'tu',
    role: 'Ruolo di',
    set: 'Imposta',
    remove: 'Rimuovi',
    takeBack: 'Ritira',
    invitedHead: 'Invitati',
    invite: 'Invita qualcuno',
    name: 'Nome',
    link: 'Manda questo link. Vale una volta, per sette giorni, e si vede solo qui:',
    approvals: 'Di chi serve il sì',
    whose: 'Un post ha bisogno del sì di',
    how: {
      nobody: 'nessun altro',
      any: "un'altra persona che approva",
      named: 'le persone qui sotto, in ordine',
      two: 'la squadra, poi il cliente',
    },
    names: 'Nomi, separati da virgole',
    places: 'I tuoi spazi',
    here: 'qui',
    go: 'Passa a',
    account: 'I tuoi accessi e token',
    audit: 'Chi ha fatto che cosa (CSV)',
    data: 'Dati',
  },
}
