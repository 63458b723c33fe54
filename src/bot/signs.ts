// A sign put on something we said: 👍 is its yes, ❌ its no.
import type { Inbound } from '../core/chat.ts'
import type { Intent } from '../core/intent.ts'
import type { Db } from '../db/client.ts'
import { readSystem } from '../db/client.ts'
import { choicesUnder } from '../db/turns.ts'

const stands: Record<NonNullable<Inbound['sign']>, readonly Intent['kind'][]> = {
  yes: ['approve', 'itIsThere', 'sendLate', 'schedule', 'delete'],
  no: ['discard', 'no', 'leaveIt', 'cancel'],
}

/** The choice that a sign presses on the reply it was put on; undefined where it stands for none there. */
export async function signedChoice(db: Db, conversationId: string, inbound: Inbound): Promise<string | undefined> {
  const { sign, replyTo } = inbound
  if (sign === undefined || replyTo === undefined) return undefined
  const choices = await readSystem(db, (tx) => choicesUnder(tx, conversationId, replyTo))
  const meant = choices.filter((choice) => stands[sign].includes(choice.intent.kind))
  // Where several are offered, a sign does not say which.
  return meant.length === 1 ? meant[0]?.id : undefined
}
