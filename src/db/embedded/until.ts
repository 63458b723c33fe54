// Bounded waiting for a condition outside this process: a server that starts, a lock that frees.
import { setTimeout as pause } from 'node:timers/promises'

/**
 * Looks again every few milliseconds until `look` answers something or the time is over, and then answers undefined.
 */
export async function until<T>(
  look: () => T | undefined | Promise<T | undefined>,
  { everyMs, forMs }: { everyMs: number; forMs: number },
): Promise<T | undefined> {
  const end = performance.now() + forMs
  for (;;) {
    const found = await look()
    if (found !== undefined || performance.now() >= end) return found
    await pause(everyMs)
  }
}
