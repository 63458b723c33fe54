// A Facebook Page keeps the contract of a network.
import { networkContracts } from '../../contract/network.ts'
import { graphAnswers } from '../graph-answers.ts'
import { openStage } from './stage.ts'

networkContracts('A Facebook Page', {
  open: openStage,
  answers: graphAnswers,
  texts: ({ posts }) => posts.map(({ message }) => message),
  films: ({ posts, films }) => posts.map(({ id }) => films.bytes(id)),
  filmBytes: 100_000,
  threads: false,
})
