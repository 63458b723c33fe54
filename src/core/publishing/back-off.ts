// How long to wait before the next try: exponential with jitter, capped in length and in number.

/** After so many tries a publication that never got through is given up. */
export const mostAttempts = 8

/** Milliseconds to wait after the n-th try: 4 s, 8 s, ... at most 10 minutes, with a quarter of jitter. */
export function backOff(attempt: number, random: () => number = Math.random): number {
  const base = Math.min(2_000 * 2 ** Math.max(1, attempt), 600_000)
  return Math.round(base * (0.875 + random() * 0.25))
}
