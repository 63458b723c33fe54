// Understanding: one question answered by tools, whoever answers.
import type { Caller, Ways } from './call.ts'
import { mostTokensUnderstood } from './defaults.ts'
import type { ToolCall, UnderstandRequest, Understood } from './gateway.ts'

/** Finds which tools a message asks for. Words of the model are dropped. */
export async function understand(
  { call, ways }: { call: Caller; ways: Ways },
  request: UnderstandRequest,
): Promise<Understood> {
  let calls: ToolCall[] = []
  let micros = 0
  const called = await call({
    ...request,
    task: 'understand',
    ways,
    maxTokens: mostTokensUnderstood,
    onStart() {
      calls = []
    },
    onPiece(piece) {
      if (piece.kind === 'tool') calls.push({ name: piece.name, input: piece.input })
    },
    onSpent(more) {
      micros += more
    },
  })
  return called.kind === 'refused' ? { calls: [], micros, refused: called } : { calls, micros }
}
