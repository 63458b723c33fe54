// Recordings become words before a message is understood: each is listened to once, and what was heard is kept with it.
import { GatewayError } from '../core/ai/gateway.ts'
import type { Context } from '../core/context.ts'
import { secondsOf } from '../core/media/seconds.ts'
import type { NotHeard, Outcome, Trouble } from '../core/outcome.ts'
import { platformNames } from '../core/platform.ts'
import { withWorkspace } from '../db/client.ts'
import type { MessageRow } from '../db/conversations.ts'
import { getMedia, keepHeard } from '../db/media.ts'
import type { TurnState } from '../db/turns.ts'

/** What listening came to: the messages with what was heard in them, or what is to be said; then `isLater` where it can be tried again. */
export type Listened = { kind: 'heard'; messages: MessageRow[] } | { kind: 'not'; outcome: Outcome; isLater: boolean }

/** The longest recording that the models take in one piece. */
const mostSeconds = 1_500
/** From this length on it is said that it takes a while. */
const longSeconds = 60

/** How a turn listens. `begun` is told once where it takes a while. */
export type Listening = { signal: AbortSignal; begun: (seconds: number) => Promise<void> }

/** Listens to the recordings of messages. What is heard is quoted: it never counts as typed. */
export async function listen(
  ctx: Context,
  state: TurnState,
  messages: MessageRow[],
  listening: Listening,
): Promise<Listened> {
  const heard: MessageRow[] = []
  for (const message of messages) {
    const { voice = [] } = message.said
    if (voice.length === 0) {
      heard.push(message)
      continue
    }
    const words = await hear(ctx, state, message, listening)
    if (typeof words !== 'string') return words
    heard.push(withHeard(message, words))
  }
  const isSilent = heard.every(({ said }) => said.voice !== undefined && !said.heard && isEmpty(said))
  const last = heard.at(-1)
  if (isSilent && last !== undefined) return not('silence', last.id)
  return { kind: 'heard', messages: heard }
}

function isEmpty({ text, quoted, media }: MessageRow['said']): boolean {
  return !text && !quoted && (media ?? []).length === 0
}

function withHeard(message: MessageRow, heard: string): MessageRow {
  const { said } = message
  if (heard === '') return message
  const quoted = [said.quoted, heard].filter((part) => part !== undefined).join('\n')
  return { ...message, said: { ...said, heard, quoted, forwardedFrom: said.forwardedFrom ?? '' } }
}

/** The words in the recordings of one message, or why there are none. */
async function hear(
  ctx: Context,
  state: TurnState,
  message: MessageRow,
  { signal, begun }: Listening,
): Promise<string | Extract<Listened, { kind: 'not' }>> {
  const { workspaceId } = state
  const rows = await withWorkspace(ctx.db, workspaceId, (tx) => getMedia(tx, message.said.voice ?? []))
  const words: string[] = []
  for (const row of rows) {
    if (row.heard !== null) {
      words.push(row.heard)
      continue
    }
    const transcriber = ctx.gateway?.transcriber
    if (transcriber === undefined) return not('noKey', message.id)
    const bytes = await ctx.storage.get(row.key)
    if (bytes === undefined) continue
    const recording = {
      bytes,
      type: row.type,
      // Providers know a file by its name: the second half of a type is one that they know.
      ending: row.type.split('/')[1] ?? '',
      seconds: secondsOf(bytes, row.type),
    }
    if (recording.seconds > mostSeconds) return not('tooLong', message.id)
    if (recording.seconds > longSeconds && message.attempts === 0) await begun(recording.seconds)
    const key = `${message.id}/transcribe/${row.sha256.slice(0, 16)}`
    try {
      const answer = await transcriber.listen({ workspaceId, key, recording, hints: hintsOf(state), signal })
      if (answer.refused !== undefined) return not('budget', message.id, { ...answer.refused, kind: 'budget' })
      await withWorkspace(ctx.db, workspaceId, (tx) => keepHeard(tx, row.id, answer.text))
      words.push(answer.text)
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error
      ctx.log.warn({ message: message.id, err: error }, 'nobody listened to a recording; it is kept')
      return not('down', message.id, { kind: 'down', faults: error.faults })
    }
  }
  return words.filter((one) => one !== '').join('\n')
}

function not(why: NotHeard, messageId: number, trouble?: Trouble): Extract<Listened, { kind: 'not' }> {
  const outcome = { kind: 'notHeard', why, messageId, ...(trouble !== undefined && { trouble }) } as const
  return { kind: 'not', outcome, isLater: why === 'noKey' || why === 'down' || why === 'budget' }
}

/** Names that nobody spells right by ear. */
function hintsOf({ brand, connected }: TurnState): string[] {
  return [brand.name, ...connected.map((platform) => platformNames[platform])].filter((name) => name !== '')
}
