// The memory of the brand in the chat: shown with where everything came from, added to, corrected, forgotten, taken back.
import { randomUUID } from 'node:crypto'
import type { Tx } from '../../db/client.ts'
import {
  countMemory,
  dropMemory,
  endless,
  findMemory,
  getMemory,
  listMemory,
  plannedContents,
  putMemory,
} from '../../db/memory.ts'
import type { Source } from '../../db/words.ts'
import type { MemoryIntent, MemoryItem } from '../brand/memory.ts'
import { queryOf } from '../brand/retrieve.ts'
import { isRule, termsOfRule } from '../brand/rule.ts'
import { wordsOf } from '../brand/tells/words.ts'
import { brokenBy } from '../brand/terms.ts'
import { untilOf } from '../brand/until.ts'
import type { Outcome } from '../outcome.ts'
import { type Commit, mayApprove, refusal, type Turn } from '../turn.ts'
import { remember as rememberAct } from './versions.ts'

type Of<K extends MemoryIntent['kind']> = Extract<MemoryIntent, { kind: K }>

const onPage = 5
const mostCharacters = 1_000
const mostCandidates = 4

/** Everything that is remembered, page by page. */
export function memory(turn: Turn, { page = 1 }: Of<'memory'>): Commit {
  return async (tx) => {
    const counts = await countMemory(tx)
    const pages = Math.max(1, Math.ceil((counts.rules + counts.facts + counts.samples) / onPage))
    const here = Math.min(Math.max(1, page), pages)
    const items = await listMemory(tx, { limit: onPage, offset: (here - 1) * onPage })
    return [{ kind: 'memory', items, page: here, pages, counts, zone: turn.brand.zone }]
  }
}

/** Remembers a rule or a fact in the person's own words. */
export function remember(turn: Turn, { text }: Of<'remember'>): Commit {
  return async (tx) => {
    if (!mayApprove(turn)) return [refusal(turn)]
    return keepInMind(tx, turn, text, 'said')
  }
}

/** Writes something down as a rule or a fact, and how to take it back. */
export async function keepInMind(tx: Tx, turn: Turn, said: string, source: Source): Promise<Outcome[]> {
  const item = itemOf(turn, said, source)
  await putMemory(tx, turn.workspaceId, [item])
  await rememberAct(tx, turn, { act: 'memory', drop: [item], put: [] })
  return [{ kind: 'remembered', item, planned: await plannedWith(tx, item.terms), zone: turn.brand.zone }]
}

/** Forgets what some words are about; where more than one thing is near, it is asked which. */
export function forget(turn: Turn, { text }: Of<'forget'>): Commit {
  return async (tx) => {
    if (!mayApprove(turn)) return [refusal(turn)]
    const query = queryOf(text)
    const found = query === '' ? [] : await findMemory(tx, query, mostCandidates)
    const wanted = new Set(wordsOf(text).words.map((word) => word.text))
    const sure = found.filter(({ text: known }) => {
      const has = new Set(wordsOf(known).words.map((word) => word.text))
      return [...wanted].every((word) => word.length <= 2 || has.has(word))
    })
    const [only] = sure.length === 1 ? sure : []
    return only === undefined ? [{ kind: 'whichToForget', items: found }] : drop(tx, turn, only)
  }
}

/** Forgets one thing. */
export function forgetItem(turn: Turn, { item }: Of<'forgetItem'>): Commit {
  return async (tx) => {
    if (!mayApprove(turn)) return [refusal(turn)]
    const known = await getMemory(tx, item)
    return known === undefined ? [{ kind: 'whichToForget', items: [] }] : drop(tx, turn, known)
  }
}

/** Asks for the right words of one thing; the next words answer it. */
export function correctItem(turn: Turn, { item }: Of<'correctItem'>): Commit {
  return async (tx, focus) => {
    if (!mayApprove(turn)) return [refusal(turn)]
    const known = await getMemory(tx, item)
    if (known === undefined) return [{ kind: 'whichToForget', items: [] }]
    focus.asked = { what: 'correction', item: { table: item.table, id: item.id } }
    return [{ kind: 'askCorrection', item: known }]
  }
}

/** Puts the right words in the place of the wrong ones. */
export function corrected(turn: Turn, { text }: Of<'corrected'>): Commit {
  return async (tx, focus) => {
    if (!mayApprove(turn)) return [refusal(turn)]
    const { asked } = focus
    focus.asked = null
    const known = asked?.what === 'correction' ? await getMemory(tx, asked.item) : undefined
    if (known === undefined) return [{ kind: 'nothingOpen' }]
    const item = { ...itemOf(turn, text, 'said'), id: known.id, table: known.table }
    if (item.table !== 'rules') item.terms = []
    await dropMemory(tx, [known])
    await putMemory(tx, turn.workspaceId, [item])
    await rememberAct(tx, turn, { act: 'memory', drop: [item], put: [known] })
    return [{ kind: 'correctedTo', item, zone: turn.brand.zone }]
  }
}

/** A fact that ended still holds, from now on without an end. */
export function stillHolds(turn: Turn, { item }: Of<'stillHolds'>): Commit {
  return async (tx) => {
    if (!mayApprove(turn)) return [refusal(turn)]
    const known = await getMemory(tx, item)
    if (known === undefined) return [{ kind: 'whichToForget', items: [] }]
    await endless(tx, item.id)
    await rememberAct(tx, turn, { act: 'memory', drop: [known], put: [known] })
    return [{ kind: 'correctedTo', item: { ...known, until: null }, zone: turn.brand.zone }]
  }
}

function itemOf(turn: Turn, said: string, source: Source): MemoryItem {
  const text = said.trim().slice(0, mostCharacters)
  const rule = isRule(text)
  const other = turn.language === 'en' ? 'it' : 'en'
  const given = { now: turn.now, zone: turn.brand.zone, languages: [turn.language, other] as const }
  return {
    table: rule ? 'rules' : 'facts',
    id: randomUUID(),
    text,
    terms: rule ? termsOfRule(text) : [],
    source,
    origin: null,
    at: turn.now.toISOString(),
    until: rule ? null : (untilOf(text, given)?.toISOString() ?? null),
    platform: null,
    postedAt: null,
  }
}

async function drop(tx: Tx, turn: Turn, item: MemoryItem): Promise<Outcome[]> {
  await dropMemory(tx, [item])
  await rememberAct(tx, turn, { act: 'memory', drop: [], put: [item] })
  return [{ kind: 'forgotten', item }]
}

/** How many planned posts have words that are never used from now on. */
async function plannedWith(tx: Tx, terms: string[]): Promise<number> {
  if (terms.length === 0) return 0
  const planned = await plannedContents(tx)
  const broken = planned.filter(({ content }) => brokenBy(content, terms).length > 0)
  return new Set(broken.map((one) => one.postId)).size
}
