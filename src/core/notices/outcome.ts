// How what was asked about notifications ended, said in bot/replies/notices.
import type { QuietHours } from '../../db/schema/members.ts'
import type { NoticeKind, NoticeWay } from '../../db/words.ts'

export type NoticeOutcome = {
  kind: 'notices'
  list: { kind: NoticeKind; ways: NoticeWay[] }[]
  /** It was changed just now. */
  isNew: boolean
  /** Ways that were asked for and lead nowhere yet: no confirmed address, no webhook, or no mail here at all. */
  missing: ('mail' | 'webhook' | 'noMail')[]
  /** Somebody must hear of it: it stays in the chat. */
  kept: boolean
  quiet: QuietHours | null
  url: string
}
