// Names that one process holds at a time: who polls, who is logged in. A lock of the server, gone with the connection.
import postgres from 'postgres'

/** Holds names for this process until `close` or its death. */
export type Holder = {
  /** True while this process holds the name; asked again at each use, as a lost connection loses it. */
  hold(name: string): Promise<boolean>
  close(): Promise<void>
}

/** Opens the connection on which names are held. It needs a session of its own: no pooler in between. */
export function createHolder(url: string): Holder {
  const client = postgres(url, {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    onnotice: () => undefined,
    connection: { application_name: 'leopost-hold' },
  })
  return {
    async hold(name) {
      // Taken again where it is held already: the count of a session's own locks is of no interest.
      const [row] = await client`select pg_try_advisory_lock(hashtextextended(${`leopost ${name}`}, 0)) as held`
      return row?.held === true
    },
    close: () => client.end({ timeout: 2 }),
  }
}
