// How many turns are worked on at once: acknowledging a message never waits behind answering others.

/** Runs at most `width` pieces of work at once, in the order they came; work of one `key` never overlaps. */
export function createLane(width: number) {
  const waiting: (() => void)[] = []
  const last = new Map<string, Promise<unknown>>()
  let running = 0

  function run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = last.get(key) ?? Promise.resolve()
    const done = before.then(
      () => inTurn(work),
      () => inTurn(work),
    )
    last.set(key, done)
    const forget = () => {
      if (last.get(key) === done) last.delete(key)
    }
    done.then(forget, forget)
    return done
  }

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= width) await new Promise<void>((next) => waiting.push(next))
    else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      // The place is handed on, or given back.
      if (next === undefined) running--
      else next()
    }
  }
  return run
}
