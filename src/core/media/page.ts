// The page of a link: fetched through the guard once a day, its picture kept for the workspace.
import { createHash } from 'node:crypto'
import { withWorkspace } from '../../db/client.ts'
import { keepReading, knownReading } from '../../db/readings.ts'
import type { Context } from '../context.ts'
import { MediaError } from './error.ts'
import { keep } from './keep.ts'
import type { Found } from './reading.ts'
import { StorageError } from './storage.ts'

/** What was found on a page; `picture` is a kept file. */
export type PageFound = Extract<Found, { kind: 'page' }>

/** A page as it was fetched: its words, and the bytes of the picture that it shows of itself. */
export type FetchedPage = Omit<PageFound, 'kind' | 'picture'> & { image: Uint8Array | undefined }

const freshMs = 24 * 3_600_000

/** Reads a page for a workspace; null where it does not answer, is no page or may not be reached. */
export async function readPage(
  ctx: Context & { workspaceId: string },
  address: string,
  signal: AbortSignal,
): Promise<PageFound | null> {
  const { workspaceId, clock } = ctx
  const key = `page/${createHash('sha256').update(address).digest('hex')}`
  const since = new Date(clock.now().getTime() - freshMs)
  const known = await withWorkspace(ctx.db, workspaceId, (tx) => knownReading(tx, key, since))
  if (known?.kind === 'page') return known
  const fetched = await ctx.fetchPage(address, signal)
  if (fetched === undefined) return null
  const { image, ...words } = fetched
  const found: PageFound = { kind: 'page', ...words, picture: await keptPicture(ctx, image) }
  const row = { workspaceId, key, found, readAt: clock.now() }
  await withWorkspace(ctx.db, workspaceId, (tx) => keepReading(tx, row))
  return found
}

/** The picture, made again so that nothing but a picture is kept; a page may do without. */
async function keptPicture(
  ctx: Context & { workspaceId: string },
  image: Uint8Array | undefined,
): Promise<string | null> {
  if (image === undefined) return null
  try {
    const { id, type } = await keep(ctx, ctx.workspaceId, image)
    return type.startsWith('image/') ? id : null
  } catch (error) {
    if (!(error instanceof MediaError || error instanceof StorageError)) throw error
    ctx.log.info({ err: error }, 'the picture of a page is not kept')
    return null
  }
}
