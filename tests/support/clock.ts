// A clock in the test's hand: time stands still until it is moved, and waking happens when it passes an instant.
import type { Clock } from '../../src/core/context.ts'

export type TestClock = Clock & {
  /** Moves to an instant and wakes, in order, everybody who waits for a moment until then. */
  moveTo(instant: Date): void
  /** Moves on by some milliseconds. */
  pass(ms: number): void
}

export function createTestClock(start: string): TestClock {
  let now = new Date(start)
  let waiting: { at: Date; wake: () => void }[] = []
  const clock: TestClock = {
    now: () => new Date(now),
    at(instant, wake) {
      const one = { at: instant, wake }
      if (instant <= now) queueMicrotask(wake)
      else waiting.push(one)
      return () => {
        waiting = waiting.filter((other) => other !== one)
      }
    },
    moveTo(instant) {
      const due = waiting.filter((one) => one.at <= instant).toSorted((a, b) => a.at.getTime() - b.at.getTime())
      waiting = waiting.filter((one) => one.at > instant)
      for (const one of due) {
        now = new Date(Math.max(now.getTime(), one.at.getTime()))
        one.wake()
      }
      now = new Date(instant)
    },
    pass: (ms) => clock.moveTo(new Date(now.getTime() + ms)),
  }
  return clock
}
