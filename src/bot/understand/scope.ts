// What every rule of understanding is handed.
import type { Open } from '../../core/intent.ts'
import type { PlatformId } from '../../core/platform.ts'
import type { Wall } from '../../core/time/wall.ts'
import type { TimeLanguage } from '../../core/time/words/index.ts'

/** What understanding is told about the moment, the person and the conversation. */
export type Given = {
  now: Date
  /** The zone of the workspace, IANA. */
  zone: string
  /** The language of the person, for texts that do not tell their own. */
  language: TimeLanguage
  /** Networks with a connected account; what "everywhere" means. */
  connected: readonly PlatformId[]
  open: Open
  /** The time the post in focus already has, so that "move it to ten" keeps its day. */
  planned?: Wall
  /** Media that came with the message. */
  media?: readonly string[]
  /** Words of somebody else came along: forwarded, or those that were replied to. What they say is not told. */
  quote?: 'forward' | 'reply'
  hasModel: boolean
}
