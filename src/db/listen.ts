// Wake-ups from PostgreSQL: NOTIFY carries an id and nothing else, and a poll stands behind it.
import postgres from 'postgres'

/** Listens to a channel on a connection of its own; `reconnected` is called when notices may have been missed. Returns what ends it. */
export async function listen(
  url: string,
  channel: string,
  heard: (id: string) => void,
  reconnected: () => void,
): Promise<() => Promise<void>> {
  const client = postgres(url, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: 'leopost-listen' },
  })
  await client.listen(channel, heard, reconnected)
  return () => client.end({ timeout: 2 })
}
