// Instagram keeps the contract of a network.
import { networkContracts } from '../../contract/network.ts'
import { graphAnswers } from '../graph-answers.ts'
import { openStage } from './stage.ts'

networkContracts('Instagram', {
  open: openStage,
  answers: graphAnswers,
  texts: ({ media }) => media.map(({ caption }) => caption),
  films: ({ media, containers }) => media.map(({ container }) => containers.all.get(container)?.fields.video_url ?? ''),
  filmBytes: 0,
  threads: false,
  pictures: [{ mediaId: 'm', sha256: 'm', type: 'image/jpeg', bytes: 3, width: 4, height: 4, alt: '' }],
})
