// Renewing the access of an account: one at a time in all processes, stored before it is used.
import { setTimeout as pause } from 'node:timers/promises'
import { type Tx, withSystem } from '../../db/client.ts'
import { lockAccess, setRenewing, storeAccess } from '../../db/credentials.ts'
import type { Context } from '../context.ts'
import { PlatformError } from '../errors.ts'
import type { Credentials } from '../platform.ts'

/** A process that died while it renewed holds the others up for so long. */
const leaseMs = 30_000
const lookMs = 100

type Given = {
  id: string
  workspaceId: string
  /** What the caller tried with. */
  known: Credentials
  refresh: (stored: Credentials) => Promise<Credentials>
}

/**
 * Renews, unless somebody else has since `known` was read: then answers theirs. No connection to the database is held while
 * the network is asked; the row is locked only to look and to store, and what is stored meanwhile by others is not overwritten.
 */
export async function renew(
  ctx: Pick<Context, 'db' | 'sealer'>,
  { id, workspaceId, known, refresh }: Given,
): Promise<Credentials> {
  const open = (sealed: string | null): Credentials =>
    sealed === null ? {} : JSON.parse(ctx.sealer.open(workspaceId, sealed))
  const locked = async (tx: Tx) => {
    const found = await lockAccess(tx, id, new Date())
    if (found === undefined) throw new PlatformError('auth', 'disconnected')
    return { stored: open(found.credentials), isRenewing: found.isRenewing }
  }
  for (;;) {
    const turn = await withSystem(ctx.db, async (tx) => {
      const { stored, isRenewing } = await locked(tx)
      if (!isSame(stored, known)) return { kind: 'done', stored } as const
      if (isRenewing) return { kind: 'wait' } as const
      await setRenewing(tx, id, new Date(Date.now() + leaseMs))
      return { kind: 'mine' } as const
    })
    if (turn.kind === 'done') return turn.stored
    if (turn.kind === 'mine') break
    await pause(lookMs)
  }
  const fresh = await refresh(known).catch(async (error: unknown) => {
    await withSystem(ctx.db, (tx) => setRenewing(tx, id, null))
    throw error
  })
  return withSystem(ctx.db, async (tx) => {
    const { stored } = await locked(tx)
    // Connected again by a person meanwhile: theirs is newer.
    if (!isSame(stored, known)) return stored
    await storeAccess(tx, id, ctx.sealer.seal(workspaceId, JSON.stringify(fresh)))
    return fresh
  })
}

function isSame(a: Credentials, b: Credentials): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name])
}
