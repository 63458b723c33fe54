// Threads keeps the contract of a network.
import { networkContracts } from '../../contract/network.ts'
import { graphAnswers } from '../graph-answers.ts'
import { openStage } from './stage.ts'

networkContracts('Threads', {
  open: openStage,
  answers: graphAnswers,
  texts: ({ posts }) => posts.map(({ text }) => text),
  films: ({ posts, containers }) => posts.map(({ container }) => containers.all.get(container)?.fields.video_url ?? ''),
  filmBytes: 0,
  threads: true,
})
