// Archives of a workspace: wanted by an owner, made by a job piece by piece, told when they are ready, gone after a day.
import { type Tx, withSystem } from '../../db/client.ts'
import {
  type Export,
  endExport,
  forgetExport,
  markPiece,
  overExports,
  takeExport,
  wantExport,
} from '../../db/exports.ts'
import { teamOf } from '../../db/team.ts'
import type { Context } from '../context.ts'
import { type Commit, mayManage, type Turn } from '../turn.ts'
import { archiveKey, packed, pieceKey } from './archive.ts'
import { contentsOf } from './contents.ts'

const leaseSeconds = 600
const goodMs = 24 * 3_600_000
const mostAttempts = 5

type World = Pick<Context, 'db' | 'clock' | 'log' | 'storage' | 'tell' | 'exportLink'>

/** Wants an archive of everything; its link is said only where nobody else reads. */
export function exportData(turn: Turn): Commit {
  return async (tx) => {
    if (!mayManage(turn)) return [{ kind: 'teamRefused', why: 'notOwner', names: [] }]
    if (!turn.isAlone && turn.chat !== 'web') return [{ kind: 'teamRefused', why: 'notAlone', names: [] }]
    const { workspaceId, conversationId, member, now } = turn
    await wantExport(tx, { workspaceId, memberId: member.id, conversationId, at: now })
    return [{ kind: 'exportBegun' }]
  }
}

/** Makes the archives that are wanted and takes away those whose day is over. Safe in several processes at once. Answers how many were made. */
export async function makeExports(world: World): Promise<number> {
  await takeAway(world)
  for (let made = 0; ; made++) {
    const now = world.clock.now()
    const taken = await withSystem(world.db, (tx) => takeExport(tx, { now, seconds: leaseSeconds }))
    if (taken === undefined) return made
    await make(world, taken)
  }
}

/** Somebody else has taken this archive over, or it was erased with its workspace. */
class TakenOver extends Error {}

async function make(world: World, wanted: Export): Promise<void> {
  const { db, clock, log, storage } = world
  const { id, workspaceId, attempts } = wanted
  const key = archiveKey(workspaceId, id, attempts)
  let marked = 0
  const made = await dropPieces(world, wanted)
    .then(() =>
      packed(contentsOf(world, workspaceId, clock.now()), async (piece, bytes) => {
        // Written down before it is kept: whatever happens, somebody knows what to take away.
        const tryAt = new Date(clock.now().getTime() + leaseSeconds * 1000)
        if (!(await withSystem(db, (tx) => markPiece(tx, wanted, { key, pieces: piece + 1, tryAt }))))
          throw new TakenOver()
        marked = piece + 1
        await storage.put(pieceKey(key, piece), bytes, 'application/gzip')
      }),
    )
    .catch((error: unknown) => {
      if (!(error instanceof TakenOver)) log.warn({ export: id, attempts, err: error }, 'an archive was not made')
      return undefined
    })
  if (made === undefined && attempts < mostAttempts) return
  const at = clock.now()
  const isOurs = await withSystem(db, async (tx) => {
    // One that could not be made is over at once.
    const expiresAt = made === undefined ? at : new Date(at.getTime() + goodMs)
    const pieces = made?.pieces ?? marked
    const done = { key, pieces, bytes: made?.bytes ?? null, endedAt: at, expiresAt }
    if (!(await endExport(tx, wanted, done))) return false
    await tellMade(world, tx, wanted, made && { bytes: made.bytes, expiresAt })
    return true
  })
  if (!isOurs) await dropPieces(world, { key, pieces: marked })
}

/** Tells whoever wished for it in a chat, if they still own the workspace; an archive wished for on the page stands there. */
async function tellMade(
  { tell, exportLink }: World,
  tx: Tx,
  { id, workspaceId, memberId, conversationId }: Export,
  made: { bytes: number; expiresAt: Date } | undefined,
): Promise<void> {
  const member = (await teamOf(tx, workspaceId)).find((one) => one.id === memberId)
  if (conversationId === null || member?.role !== 'owner') return
  const url = made && exportLink(workspaceId, id, made.expiresAt)
  await tell(
    tx,
    { conversationId, workspaceId },
    made === undefined || url === undefined ? { kind: 'exportFailed' } : { kind: 'exported', url, bytes: made.bytes },
  )
}

/** The pieces first: what was not taken away is found again by its row. */
async function takeAway(world: World): Promise<void> {
  const { db, clock, log } = world
  for (const over of await withSystem(db, (tx) => overExports(tx, clock.now()))) {
    try {
      await dropPieces(world, over)
      await withSystem(db, (tx) => forgetExport(tx, over.id))
    } catch (error) {
      log.warn({ export: over.id, err: error }, 'an archive was not taken away')
    }
  }
}

async function dropPieces({ storage }: World, { key, pieces }: Pick<Export, 'key' | 'pieces'>): Promise<void> {
  for (let piece = 0; key !== null && piece < (pieces ?? 0); piece++) await storage.remove(pieceKey(key, piece))
}
