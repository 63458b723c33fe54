// The gate at work: every new version is looked at, and a model's weak draft is written again once before anybody sees its card.
import type { Tx } from '../../db/client.ts'
import { getVersion, type PostRow } from '../../db/posts.ts'
import { type Gateway, GatewayError, type WriteRequest, type Written } from '../ai/gateway.ts'
import { type Findings, inspect, instructionOf, isWeak, type Known, unfound } from '../brand/gate.ts'
import { readKnown } from '../brand/known.ts'
import { scoreOf } from '../brand/tells/tell.ts'
import type { Turn } from '../turn.ts'
import type { Draft } from './versions.ts'

/** What the gate finds in drafts that become the next version of a post; `own` is what the person said. */
export async function findingsOf(
  tx: Tx,
  turn: Turn,
  post: Pick<PostRow, 'id' | 'version'>,
  next: { drafts: Draft[]; own: string[] },
): Promise<Findings> {
  const before = post.version === 0 ? undefined : await getVersion(tx, post.id, post.version)
  const was = (before?.variants ?? []).map((one) => ({ ...one, found: before?.version.findings[one.accountId] ?? [] }))
  const known = await readKnown(tx, turn, post.id)
  // What was let through before is no news now.
  const own = [...next.own, ...was.map(({ content, found }) => unfound(content.text, found))]
  return Object.fromEntries(
    next.drafts.flatMap(({ accountId, content }) => {
      const found = inspect(content.text, { ...known, own })
      return found.length === 0 ? [] : [[accountId, found]]
    }),
  )
}

/** Writes, and where the gate finds much in a text has the model write that one again, once. The better of the two stays. */
export async function writeGated(
  gateway: Gateway,
  request: WriteRequest,
  given: { known: Omit<Known, 'own'>; own: string[]; log: Turn['log'] },
): Promise<Written> {
  const first = await gateway.write(request)
  const known = { ...given.known, own: given.own }
  const look = (text: string) => inspect(text, known)
  const weak = request.networks.flatMap((network) => {
    const current = first.texts.get(network.platform)
    const found = current === undefined ? [] : look(current)
    return current !== undefined && isWeak(found) ? [{ network: { ...network, current }, found }] : []
  })
  if (weak.length === 0) return first
  try {
    const { tools: _, ...plain } = request
    const second = await gateway.write({
      ...plain,
      task: 'revise',
      key: `${request.key}/gate`,
      networks: weak.map((one) => one.network),
      instruction: instructionOf(weak.flatMap((one) => one.found)),
      onDelta: () => undefined,
    })
    const texts = new Map(first.texts)
    for (const { network, found } of weak) {
      const again = second.texts.get(network.platform)
      if (again !== undefined && scoreOf(look(again)) > scoreOf(found)) texts.set(network.platform, again)
    }
    return { ...first, texts, micros: first.micros + second.micros }
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    given.log.warn({ err: error }, 'a weak draft could not be written again')
    return first
  }
}
