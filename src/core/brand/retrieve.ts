// Which past posts a model is shown for an idea: few and cut, so that a draft costs the same with none as with hundreds.
import { withWorkspace } from '../../db/client.ts'
import { alike, nearest, placeSamples, unplaced } from '../../db/samples.ts'
import type { Turn } from '../turn.ts'
import { wordsOf } from './tells/words.ts'

/** So many samples, of so many characters each, go into a prompt beside the two that stand for the brand. */
export const mostShown = 2
const mostCharacters = 240
/** Vectors that are made beside a draft; the rest comes with the next ones. */
const mostPlaced = 96
const mostQueryWords = 24

type Asking = Pick<Turn, 'db' | 'workspaceId' | 'gateway' | 'brand' | 'signal' | 'log' | 'messageId' | 'evidence'>

/** The samples nearest to an idea: by meaning where a provider makes vectors and answers, else by the words they share. */
export async function samplesFor(turn: Asking, idea: string): Promise<string[]> {
  const found = (await byMeaning(turn, idea)) ?? (await byWords(turn, idea))
  return found.map(cut)
}

/** Gives samples that have none a vector of the present model. What a provider does not answer is left for later. */
export async function placeNew(turn: Asking): Promise<void> {
  const { gateway, db, workspaceId } = turn
  const embedder = gateway?.embedder
  if (embedder === undefined) return
  const waiting = await withWorkspace(db, workspaceId, (tx) => unplaced(tx, embedder.model, mostPlaced))
  if (waiting.length === 0) return
  const key = `${turn.messageId}/embed/${turn.evidence}`
  const { vectors } = await embedder.embed({
    workspaceId,
    key,
    texts: waiting.map((one) => one.text),
    signal: turn.signal,
  })
  const placed = waiting.flatMap(({ id }, i) => {
    const vector = vectors[i]
    return vector === undefined ? [] : [{ id, vector }]
  })
  await withWorkspace(db, workspaceId, (tx) => placeSamples(tx, embedder.model, placed))
}

async function byMeaning(turn: Asking, idea: string): Promise<string[] | undefined> {
  const { gateway, db, workspaceId } = turn
  const embedder = gateway?.embedder
  if (embedder === undefined || idea.trim() === '') return undefined
  const [any] = await withWorkspace(db, workspaceId, (tx) => alike(tx, { config: 'english', query: '', limit: 1 }))
  if (any === undefined) return []
  try {
    await placeNew(turn)
    const key = `${turn.messageId}/embed-idea/${turn.evidence}`
    const { vectors } = await embedder.embed({ workspaceId, key, texts: [idea], signal: turn.signal })
    const [vector] = vectors
    if (vector === undefined) return undefined
    return await withWorkspace(db, workspaceId, (tx) =>
      nearest(tx, { model: embedder.model, vector, limit: mostShown }),
    )
  } catch (error) {
    turn.signal.throwIfAborted()
    turn.log.warn({ err: error }, 'no vectors; samples are found by their words')
    return undefined
  }
}

function byWords(turn: Asking, idea: string): Promise<string[]> {
  const config = turn.brand.language === 'it' ? 'italian' : 'english'
  const given = { config, query: queryOf(idea), limit: mostShown } as const
  return withWorkspace(turn.db, turn.workspaceId, (tx) => alike(tx, given))
}

/** Words as a query that any of them answers; nothing in it is an operator. */
export function queryOf(text: string): string {
  const words = wordsOf(text).words.flatMap((word) => word.text.split(/[^\p{L}\p{N}]+/u))
  return [...new Set(words)]
    .filter((word) => word.length > 2)
    .slice(0, mostQueryWords)
    .map((word) => `'${word}'`)
    .join(' | ')
}

function cut(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters).trimEnd()}…`
}
