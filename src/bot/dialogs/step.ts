// What is not an action on the workspace: saying something, a step of a dialog, stopping, trying again, setting up.

import type { Outcome } from '../../core/outcome.ts'
import { sayWhen } from '../../core/time/say.ts'
import type { Commit, Turn } from '../../core/turn.ts'
import { changeBrand } from '../../db/brands.ts'
import { asSystem, asWorkspace, type Tx } from '../../db/client.ts'
import { bringBack, type ConversationChange, closeDialogs, type MessageRow } from '../../db/conversations.ts'
import type { DialogState } from '../../db/schema/conversations.ts'
import type { TurnState } from '../../db/turns.ts'
import type { Settled } from '../meant.ts'
import { wordsIn } from '../replies/index.ts'
import { answer, back, begin, finish, type Step } from './dialog.ts'
import { type Met, onboard } from './onboard.ts'

/** The writes of a step and what it changes of the conversation. */
export type DialogTurn = { commit: Commit; change: ConversationChange }

/** Carries out a meaning that is not an action. */
export async function stepDialog(
  turn: Turn,
  state: TurnState,
  message: MessageRow,
  meaning: Exclude<Settled, { kind: 'act' }>,
  abortRunning: (conversationId: string) => boolean,
): Promise<DialogTurn> {
  switch (meaning.kind) {
    case 'say':
      return { commit: say(...meaning.outcomes), change: {} }
    case 'stop':
      return { commit: say({ kind: 'stopped', wasRunning: abortRunning(turn.conversationId) }), change: {} }
    case 'tryAgain':
      return { commit: tryAgain(turn, meaning.messageId), change: {} }
    case 'setUp':
      return written(turn, await begin(meet(turn)))
    case 'dialog':
      return dialogStep(turn, state, message, meaning.step)
  }
}

async function dialogStep(
  turn: Turn,
  state: TurnState,
  message: MessageRow,
  step: Extract<Settled, { kind: 'dialog' }>['step'],
): Promise<DialogTurn> {
  const open = state.conversation.dialog
  if (open === null) return { commit: say({ kind: 'nothingOpen' }), change: {} }
  const dialog = meet(turn)
  switch (step.kind) {
    case 'words':
      return written(turn, await answer(dialog, open, { kind: 'words', words: message.said.text ?? '' }))
    case 'answer':
      return written(turn, await answer(dialog, open, { kind: 'words', words: step.words }))
    case 'skip':
      return written(turn, await answer(dialog, open, { kind: 'skip' }))
    case 'back':
      return written(turn, await back(dialog, open))
    case 'skipAll': {
      const done = await finish(dialog, open)
      return written(turn, { kind: 'done', ...done })
    }
    case 'leave':
      return { commit: say({ kind: 'dialog', key: 'left', data: {}, choices: [] }), change: { dialog: null } }
  }
}

function written(turn: Turn, step: Step<Met>): DialogTurn {
  const lines = step.lines.map((line): Outcome => ({ kind: 'dialog', ...line }))
  if (step.kind === 'open') return { commit: say(...lines), change: { dialog: step.state as DialogState } }
  const { result } = step
  const commit: Commit = async (tx) => {
    await changeBrand(tx, turn.workspaceId, { ...result, setUpAt: turn.now, updatedAt: turn.now })
    // The same questions may be open in other chats: they are answered.
    await asSystem(tx)
    await closeDialogs(tx, turn.workspaceId, 'onboard')
    await asWorkspace(tx, turn.workspaceId)
    return lines
  }
  return { commit, change: { dialog: null } }
}

/** The dialog of the first meeting as this turn sees it. */
function meet(turn: Turn) {
  const { labels } = wordsIn(turn.language)
  const agrees = new Set([labels.yes.toLowerCase(), 'yes', 'y', 'ok', 'right', 'sì', 'si', 'giusto', 'esatto', '👍'])
  return onboard({
    language: turn.language,
    means: (words, choice) => {
      const said = words.trim().toLowerCase()
      return choice === 'yes' ? agrees.has(said) : said === labels.anotherCity.toLowerCase()
    },
    clock: () => sayWhen(turn.now, turn.brand.zone, turn.language),
    readSite: turn.readSite,
  })
}

/** Puts a message that was set aside back into the row; it is answered after this turn. */
function tryAgain(turn: Turn, messageId: number): Commit {
  return async (tx: Tx) => {
    await asSystem(tx)
    await bringBack(tx, messageId, turn.conversationId)
    await asWorkspace(tx, turn.workspaceId)
    return []
  }
}

function say(...outcomes: Outcome[]): Commit {
  return async () => outcomes
}
