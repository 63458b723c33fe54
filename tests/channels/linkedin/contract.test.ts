// LinkedIn keeps the contract of a network, for a page.
import { networkContracts } from '../../contract/network.ts'
import { openStage } from './stage.ts'

const filmOf = (content: unknown) => /urn:li:video:\w+/.exec(JSON.stringify(content ?? null))?.[0] ?? ''

networkContracts('A page on LinkedIn', {
  open: () => openStage('page'),
  answers: {
    unauthorised: { status: 401, body: { code: 'REVOKED_ACCESS_TOKEN' } },
    limited: { status: 429, body: { code: 'TOO_MANY_REQUESTS' } },
    refused: { status: 400, body: { code: 'MISSING_FIELD', message: 'MISSING_FIELD' } },
    broken: { status: 504 },
  },
  // The words as LinkedIn shows them.
  texts: ({ posts }) => posts.map(({ commentary }) => commentary.replaceAll(/\\(.)/g, '$1')),
  films: ({ posts, films }) => posts.map(({ content }) => films.bytes(filmOf(content))),
  filmBytes: 4_300_000,
  threads: false,
})
