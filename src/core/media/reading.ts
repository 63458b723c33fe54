// The words of a document: read once for a workspace, bounded in everything, and data like all that somebody else wrote.
import { type Tx, withWorkspace } from '../../db/client.ts'
import type { MediaRow } from '../../db/media.ts'
import { keepReading, knownReading } from '../../db/readings.ts'
import type { Context } from '../context.ts'
import { ApartError, runApart } from './apart/run.ts'

/** Why a document gives no words: a password, no text in it, damaged, or too much to be read. */
export type NotRead = 'locked' | 'empty' | 'broken' | 'tooMuch'

/** What was found in a document, or on a page with the kept picture that it shows of itself. `pages` where it has any. */
export type Found =
  | { kind: 'text'; text: string; isWhole: boolean; pages?: number }
  | { kind: 'none'; why: NotRead; pages?: number }
  | { kind: 'page'; url: string; title: string; description: string; text: string; picture: string | null }

/** Documents are what they are: what was found in one holds for good. */
const ever = new Date(0)
const mostCharacters = 16_000
const program = new URL('./apart/pdf.ts', import.meta.url)
const bounds = { program, timeoutMs: 20_000, mostMemory: 500_000_000, mostOutput: 200_000 }

/** How many pages a document has, where it was read; undefined for one that nobody counted. */
export async function pagesOf(tx: Tx, sha256: string): Promise<number | undefined> {
  const known = await knownReading(tx, sha256, ever)
  return known === undefined || known.kind === 'page' ? undefined : known.pages
}

/** The words of a kept document. */
export async function readDocument(
  ctx: Context,
  workspaceId: string,
  { key, sha256, type }: Pick<MediaRow, 'key' | 'sha256' | 'type'>,
): Promise<Exclude<Found, { kind: 'page' }>> {
  const known = await withWorkspace(ctx.db, workspaceId, (tx) => knownReading(tx, sha256, ever))
  if (known !== undefined && known.kind !== 'page') return known
  const bytes = await ctx.storage.get(key)
  if (bytes === undefined) return { kind: 'none', why: 'broken' }
  const found = await wordsIn(bytes, type)
  const row = { workspaceId, key: sha256, found, readAt: ctx.clock.now() }
  await withWorkspace(ctx.db, workspaceId, (tx) => keepReading(tx, row))
  return found
}

async function wordsIn(bytes: Uint8Array, type: string): Promise<Exclude<Found, { kind: 'page' }>> {
  if (type !== 'application/pdf') return tidied(decoded(bytes), true)
  try {
    const said = JSON.parse(Buffer.from(await runApart({ ...bounds, input: bytes })).toString('utf8')) as Found & {
      kind: 'text' | 'none'
    }
    if (said.kind === 'none') return said
    const { text, isWhole, pages } = said
    return { ...tidied(text, isWhole), ...(pages !== undefined && { pages }) }
  } catch (error) {
    if (error instanceof ApartError) return { kind: 'none', why: 'tooMuch' }
    throw error
  }
}

function decoded(bytes: Uint8Array): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff
  return new TextDecoder(utf16 === true ? 'utf-16be' : utf16 || 'utf-8').decode(bytes)
}

/** Without what jsonb refuses and without empty space; cut at a sentence where it is too long. */
function tidied(text: string, isWhole: boolean): Exclude<Found, { kind: 'page' }> {
  const clean = text
    .replaceAll(/[\0-\b\v\f\x0e-\x1f\x7f]/g, '')
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
  if (!/[\p{L}\p{N}]/u.test(clean)) return { kind: 'none', why: 'empty' }
  const short = beginningOf(clean, mostCharacters)
  return { kind: 'text', text: short, isWhole: isWhole && short === clean }
}

/** The beginning of a text: whole where it has room, else up to the end of a paragraph or a sentence. */
export function beginningOf(text: string, most: number): string {
  if (text.length <= most) return text
  const start = text.slice(0, most)
  const paragraph = start.lastIndexOf('\n\n')
  const sentence = Math.max(...['. ', '! ', '? ', '.\n', '… '].map((end) => start.lastIndexOf(end))) + 1
  const word = start.lastIndexOf(' ')
  const cut = [paragraph, sentence].find((at) => at > most / 2) ?? (sentence > most / 4 ? sentence : word)
  return start
    .slice(0, cut > 0 ? cut : most)
    .trimEnd()
    .toWellFormed()
}
