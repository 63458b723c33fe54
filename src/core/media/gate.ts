// Work that needs much memory is done one piece at a time: never more than one whole picture in this process.

let last: Promise<unknown> = Promise.resolve()

/** Does the work when all that came before it is done. What is inside must not ask for another turn. */
export function alone<T>(work: () => Promise<T>): Promise<T> {
  const done = last.then(work, work)
  last = done.catch(() => undefined)
  return done
}
