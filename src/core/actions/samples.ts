// Past posts and the website: how the brand sounds and what is so, kept only when a person says so.
import { randomUUID } from 'node:crypto'
import { connectedAccounts } from '../../db/accounts.ts'
import { changeBrand, getBrand } from '../../db/brands.ts'
import { type Tx, withWorkspace } from '../../db/client.ts'
import { putMemory } from '../../db/memory.ts'
import { addSamples, countSamples } from '../../db/samples.ts'
import type { PlatformId, Source } from '../../db/words.ts'
import type { MemoryIntent, MemoryItem, MemoryRef, NewSample } from '../brand/memory.ts'
import { readPastPosts } from '../brand/past-posts.ts'
import { PlatformError } from '../errors.ts'
import type { Outcome } from '../outcome.ts'
import { openAccount } from '../publishing/publisher.ts'
import { type Commit, mayApprove, refusal, type Turn } from '../turn.ts'
import { remember } from './versions.ts'

type Of<K extends MemoryIntent['kind']> = Extract<MemoryIntent, { kind: K }>

/** A workspace keeps so many; more make no draft better. */
export const mostSamples = 500

/** Keeps past posts that were pasted: a list, a table, or JSON. */
export function keepSamples(turn: Turn, { text }: Of<'keepSamples'>): Commit {
  return async (tx) => {
    if (!mayApprove(turn)) return [refusal(turn)]
    return keep(tx, turn, readPastPosts(text), 'pasted', [])
  }
}

/** Reads past posts from connected accounts whose network lets them be read. */
export async function importPosts(turn: Turn, { platforms }: Of<'importPosts'>): Promise<Commit> {
  if (!mayApprove(turn)) return async () => [refusal(turn)]
  const accounts = await withWorkspace(turn.db, turn.workspaceId, async (tx) => {
    const connected = await connectedAccounts(tx)
    return connected.filter((one) => platforms.length === 0 || platforms.includes(one.platform))
  })
  const readable = accounts.filter((one) => turn.platforms.get(one.platform)?.history !== undefined)
  if (readable.length === 0) {
    const why = accounts.length === 0 ? 'notConnected' : 'cannot'
    return async () => [{ kind: 'noSamples', why }]
  }
  const found: NewSample[] = []
  const from: PlatformId[] = []
  for (const account of readable) {
    try {
      const access = openAccount(turn, turn.workspaceId, { ...account, lost: false })
      const posts = await turn.platforms.get(account.platform)?.history?.(access, turn.signal)
      found.push(...(posts ?? []).map((post) => ({ ...post, platform: account.platform })))
      from.push(account.platform)
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error
      turn.log.warn({ account: account.id, err: error }, 'past posts could not be read')
    }
  }
  if (from.length === 0) return async () => [{ kind: 'noSamples', why: 'noAnswer' }]
  return (tx) => keep(tx, turn, found, 'imported', from)
}

/** Reads a website, the brand's own where none is named, and shows what it says; nothing is kept until the person says so. */
export async function studySite(turn: Turn, { address }: Of<'studySite'>): Promise<Commit> {
  if (!mayApprove(turn)) return async () => [refusal(turn)]
  const known = address === '' ? await withWorkspace(turn.db, turn.workspaceId, getBrand) : undefined
  const from = known?.website ?? address
  const study = await turn.studySite(from)
  if (study.kind === 'refused') return async () => [{ kind: 'siteNotRead', address: from, why: study.why }]
  const { kind: _, ...found } = study
  return async () => [{ kind: 'siteStudied', found }]
}

/** Keeps what a website said: its facts, its sentences as samples, and the name where the brand has none. */
export function keepSite(turn: Turn, { found }: Of<'keepSite'>): Commit {
  return async (tx) => {
    if (!mayApprove(turn)) return [refusal(turn)]
    const brand = await getBrand(tx)
    const { now, workspaceId } = turn
    await changeBrand(tx, workspaceId, { website: found.url, name: brand.name || found.name, updatedAt: now })
    const said = [...(found.description === '' ? [] : [found.description]), ...found.facts]
    const facts = said.map((text, i): MemoryItem => {
      const at = new Date(now.getTime() + i).toISOString()
      const item = { id: randomUUID(), text, terms: [], origin: found.url, at, until: null, platform: null }
      return { ...item, table: 'facts', source: 'site', postedAt: null }
    })
    await putMemory(tx, workspaceId, facts)
    const room = Math.max(0, mostSamples - (await countSamples(tx)))
    const list = found.texts.slice(0, room).map((text) => ({ text, origin: found.url }))
    const added = await addSamples(tx, { workspaceId, source: 'site', now, list })
    const drop = [...facts.map(({ id }): MemoryRef => ({ table: 'facts', id })), ...added.map(sampleRef)]
    await remember(tx, turn, { act: 'memory', drop, put: [] })
    return [{ kind: 'siteKept', facts: facts.length, samples: added.length }]
  }
}

/** Keeps samples that are not known yet, up to the number a workspace keeps. */
async function keep(
  tx: Tx,
  turn: Turn,
  found: readonly NewSample[],
  source: Source,
  from: PlatformId[],
): Promise<Outcome[]> {
  if (found.length === 0) return [{ kind: 'noSamples', why: 'empty' }]
  const before = await countSamples(tx)
  const list = found.slice(0, Math.max(0, mostSamples - before))
  if (list.length === 0) return [{ kind: 'noSamples', why: 'full' }]
  const added = await addSamples(tx, { workspaceId: turn.workspaceId, source, now: turn.now, list })
  if (added.length > 0) await remember(tx, turn, { act: 'memory', drop: added.map(sampleRef), put: [] })
  const total = before + added.length
  return [{ kind: 'samplesKept', added: added.length, known: list.length - added.length, total, from }]
}

function sampleRef(id: string): MemoryRef {
  return { table: 'samples', id }
}
