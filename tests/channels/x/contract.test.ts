// X keeps the contract of a network.
import { networkContracts } from '../../contract/network.ts'
import { openStage } from './stage.ts'

const problem = (status: number, word: string) => ({
  status,
  body: { type: `https://api.x.com/2/problems/${word}`, title: word, detail: word, status },
})

networkContracts('X', {
  open: openStage,
  answers: {
    unauthorised: problem(403, 'not-authorized-for-resource'),
    limited: { ...problem(429, 'rate-limit-exceeded'), headers: { 'x-rate-limit-reset': '4070908800' } },
    refused: problem(400, 'invalid-request'),
    broken: { status: 503 },
  },
  texts: ({ posts }) => posts.map(({ text }) => text),
  films: ({ posts, uploads }) => posts.map(({ media }) => uploads.bytes(media[0] ?? '')),
  filmBytes: 4_100_000,
  threads: true,
})
