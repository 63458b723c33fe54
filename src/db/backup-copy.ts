// One COPY FROM after another on a transaction's connection, fed in pieces.
import type { Writable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import type { TransactionSql } from 'postgres'

/**
 * Takes the rows of table after table. `write` with another table ends the one before. `abandon` leaves the connection fit
 * for the rollback.
 */
export type Copier = {
  write(table: string, piece: Uint8Array): Promise<void>
  end(): Promise<void>
  abandon(): Promise<void>
}

/** `target` answers a table with its columns as COPY names them. An error names the table that was refused. */
export function createCopier(tx: TransactionSql, target: (table: string) => string): Copier {
  let open: { table: string; stream: Writable; fault: unknown } | undefined

  async function begin(table: string) {
    const stream = await tx.unsafe(`copy ${target(table)} from stdin`).writable()
    const begun = { table, stream, fault: undefined as unknown }
    stream.on('error', (error) => {
      begun.fault = error
    })
    return begun
  }

  async function end(): Promise<void> {
    if (open === undefined) return
    const { table, stream } = open
    stream.end()
    // postgres.js never tells of a COPY that was refused at its end: the next statement does. It may be sent once the
    // stream has written its own end, in this turn of the loop.
    await turn()
    await tx`select`.catch((cause: unknown) => {
      throw new Error(`The database refused the rows of ${table}. Nothing was changed.`, {
        cause: open?.fault ?? cause,
      })
    })
    open = undefined
  }

  return {
    async write(table, piece) {
      if (open?.table !== table) {
        await end()
        open = await begin(table)
      }
      const { stream } = open
      await new Promise((resolve) => stream.write(piece, resolve))
      if (open.fault !== undefined)
        throw new Error(`The database refused the rows of ${table}. Nothing was changed.`, { cause: open.fault })
    },
    end,
    async abandon() {
      open?.stream.destroy(new Error('abandoned'))
      open = undefined
      await turn()
    },
  }
}
