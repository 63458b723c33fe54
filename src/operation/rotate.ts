// A new key for what is stored sealed, while Leopost runs: everything is sealed with it from then on, and what is stored is
// sealed again.
import { addKey } from '../core/keyring.ts'
import { createSealer, type Keyring, SealError } from '../core/secrets.ts'
import { type Db, type Tx, withSystem } from '../db/client.ts'
import {
  loseSealed,
  loseSealedKey,
  nextOther,
  nextSealed,
  nextSealedKeys,
  type OtherSeal,
  otherSeals,
  putOther,
  putSealed,
  putSealedKey,
  rotationTurn,
  type Sealed,
  setKeyFingerprint,
} from '../db/sealed.ts'
import { getInstallation } from '../db/tenants.ts'

/** What is rotated. `fromFile` is false where LEOPOST_KEY names the keys; `lost` gives up what cannot be opened. */
export type Rotation = { db: Db; keyring: Keyring; dataDir: string; fromFile: boolean; lost: boolean; now: Date }

/** How it ended. `unopened` are accounts whose credentials no key of the ring opens; they are as they were, unless lost. */
export type Rotated = { resealed: number; unopened: string[]; isNew: boolean }

/** A rotation that cannot begin. Says what to do. */
export class RotationError extends Error {
  override readonly name = 'RotationError'
}

/**
 * Makes a new key where the keys are in a file, and seals everything again with the first key of the ring. One that was
 * cut off is finished instead. With LEOPOST_KEY the new key must be put there first.
 */
export async function rotateKey(rotation: Rotation): Promise<Rotated> {
  const { db, keyring, dataDir, fromFile, lost } = rotation
  return withSystem(db, async (turn) => {
    await rotationTurn(turn)
    const known = (await getInstallation(turn))?.keyFingerprint
    const isUnfinished = known !== undefined && known !== keyring.keys[0].id
    const isNew = fromFile && !isUnfinished && !lost
    if (!fromFile && !isUnfinished && keyring.keys.length === 1 && !lost) throw new RotationError(byHand)
    if (isNew) await addKey(dataDir, keyring)
    const done = await resealAll(rotation)
    await setKeyFingerprint(turn, keyring.keys[0].id)
    return { ...done, isNew }
  })
}

/** Seals again what is not under the first key of the ring, a few at a time, each batch in a transaction of its own. */
export async function resealAll(rotation: Rotation): Promise<Omit<Rotated, 'isNew'>> {
  const { db, keyring, lost, now } = rotation
  const sealer = createSealer(keyring)
  for (const table of otherSeals) await resealOther(table)
  const unopened: string[] = []
  let resealed = 0
  for (const store of stores) await resealStore(store)
  return { resealed, unopened }

  async function resealStore({ next, put, lose }: Store): Promise<void> {
    let after = firstId
    for (;;) {
      const batch = await withSystem(db, async (tx) => {
        const rows = await next(tx, after, 100)
        for (const row of rows) {
          const again = sealAgain(row)
          if (again === 'current') continue
          if (again !== 'unopened') {
            await put(tx, row.id, again.sealed)
            resealed += 1
            continue
          }
          unopened.push(`${row.name} (${row.platform})`)
          if (lost) await lose(tx, row.id, now)
        }
        return rows
      })
      const last = batch.at(-1)
      if (last === undefined) return
      after = last.id
    }
  }

  /** What cannot be opened is begun anew by whoever needs it, so that it is given up without a word. */
  async function resealOther(table: OtherSeal): Promise<void> {
    for (let from = firstId; ; ) {
      const batch = await withSystem(db, async (tx) => {
        const rows = await nextOther(tx, table, from, 100)
        for (const { id, workspace_id: workspaceId, sealed: credentials } of rows) {
          const again = sealAgain({ workspaceId, credentials })
          if (again === 'unopened') await putOther(tx, table, id, undefined)
          else if (again !== 'current') await putOther(tx, table, id, again.sealed)
        }
        return rows
      })
      const last = batch.at(-1)
      if (last === undefined) return
      from = last.id
    }
  }

  function sealAgain({
    workspaceId,
    credentials,
  }: Pick<Sealed, 'workspaceId' | 'credentials'>): 'current' | 'unopened' | { sealed: string } {
    try {
      const plain = sealer.open(workspaceId, credentials)
      return sealer.isCurrent(credentials) ? 'current' : { sealed: sealer.seal(workspaceId, plain) }
    } catch (error) {
      if (error instanceof SealError) return 'unopened'
      throw error
    }
  }
}

/** A table that holds what is sealed. */
type Store = {
  next(tx: Tx, after: string, limit: number): Promise<Sealed[]>
  put(tx: Tx, id: string, credentials: string): Promise<void>
  lose(tx: Tx, id: string, at: Date): Promise<void>
}

const stores: readonly Store[] = [
  { next: nextSealed, put: putSealed, lose: loseSealed },
  { next: nextSealedKeys, put: putSealedKey, lose: loseSealedKey },
]

const firstId = '00000000-0000-0000-0000-000000000000'

const byHand = `The key comes from LEOPOST_KEY, so the new one must be put there first:
  1. Make one: openssl rand -base64 32
  2. Set LEOPOST_KEY=<new>,<old> and restart Leopost. It seals with the first and opens with both.
     (Where several processes run, first give all of them <old>,<new>, so that each can open what another seals.)
  3. Run this command again with the same LEOPOST_KEY. It seals everything with the new key.
  4. Set LEOPOST_KEY=<new> and restart. Keep the old key for as long as you keep backups that were made with it.`
