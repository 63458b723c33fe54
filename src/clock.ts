// The wall clock of this process.
import type { Clock } from './core/context.ts'

const longestTimerMs = 2 ** 31 - 1

/** The system's time; waking is as exact as Node's timers. */
export const systemClock: Clock = {
  now: () => new Date(),
  at(instant, wake) {
    const ms = Math.min(Math.max(0, instant.getTime() - Date.now()), longestTimerMs)
    const timer = setTimeout(wake, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
