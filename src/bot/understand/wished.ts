// From wishes that were read to the intents they stand for.
import type { Change, Intent } from '../../core/intent.ts'
import type { PlatformId } from '../../core/platform.ts'
import { type Piece, wishAmong } from './wishes.ts'

/** Turns wishes about the post in focus into intents, in the order in which they can be done. */
export function wished(pieces: readonly Piece[]): Intent[] {
  const intents: Intent[] = [...platformIntents(pieces), ...changeIntents(pieces), ...optionIntents(pieces)]
  intents.push(
    ...pieces.flatMap((piece) =>
      piece.is === 'fit' ? piece.platforms.map((platform) => ({ kind: 'fit', platform }) as const) : [],
    ),
  )
  const hasChange = intents.length > 0
  const when = wishAmong(pieces)
  const publishes = pieces.some(({ is }) => is === 'publish')
  if (when) intents.push({ kind: 'schedule', when })
  else if (publishes && !pieces.some(({ is }) => is === 'platforms'))
    intents.push({ kind: 'schedule', when: { kind: 'now' } })
  // An approval is for what was shown: never together with a change, nor with a time in doubt.
  if (pieces.some(({ is }) => is === 'approve') && !hasChange && when?.kind !== 'doubt')
    intents.push({ kind: 'approve' })
  return intents.length > 0 ? intents : [{ kind: 'unclear', words: pieces.map(({ words }) => words).join(' ') }]
}

function platformIntents(pieces: readonly Piece[]): Intent[] {
  const by = (how: 'set' | 'only' | 'add' | 'drop'): PlatformId[] => [
    ...new Set(pieces.flatMap((piece) => (piece.is === 'platforms' && piece.how === how ? piece.platforms : []))),
  ]
  const only = [...new Set([...by('only'), ...by('set')])]
  return [
    ...(only.length > 0 ? [{ kind: 'platforms', how: 'only', platforms: only } as const] : []),
    ...(by('add').length > 0 ? [{ kind: 'platforms', how: 'add', platforms: by('add') } as const] : []),
    ...(by('drop').length > 0 ? [{ kind: 'platforms', how: 'drop', platforms: by('drop') } as const] : []),
  ]
}

/** The changes among wishes; those for the same networks go together. */
export function changeIntents(pieces: readonly Piece[]): Intent[] {
  const grouped = new Map<string, { changes: Change[]; platforms: PlatformId[] }>()
  for (const piece of pieces) {
    if (piece.is !== 'change') continue
    const key = [...piece.platforms].sort().join()
    const group = grouped.get(key) ?? { changes: [], platforms: piece.platforms }
    group.changes.push(piece.change)
    grouped.set(key, group)
  }
  return [...grouped.values()].map(({ changes, platforms }) => ({ kind: 'revise', changes, platforms }))
}

/** The choices among wishes; those for the same networks go together. */
export function optionIntents(pieces: readonly Piece[]): Intent[] {
  const chosen = pieces.flatMap((piece) => (piece.is === 'option' ? [piece] : []))
  const grouped = Map.groupBy(chosen, ({ platforms }) => [...platforms].sort().join())
  return [...grouped.values()].map((group) => ({
    kind: 'options',
    options: group.map(({ option }) => option),
    platforms: group[0]?.platforms ?? [],
  }))
}
