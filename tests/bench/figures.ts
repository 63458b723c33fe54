// Figures: percentiles, and one line for each.

/** One measured figure; `ratio` compares it with a peer measured in the same run. */
export type Figure = { name: string; value: number; unit: string; vs?: string; ratio?: number }

/** The p-th percentile of some numbers. */
export function percentile(numbers: readonly number[], p: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN
}

/** p50, p99 and worst of some numbers as figures. */
export function spread(name: string, numbers: readonly number[], unit: string): Figure[] {
  return [
    { name: `${name}, p50`, value: round(percentile(numbers, 50)), unit },
    { name: `${name}, p99`, value: round(percentile(numbers, 99)), unit },
    { name: `${name}, worst`, value: round(Math.max(...numbers)), unit },
  ]
}

/** Two decimals below ten, one below a hundred, none above. */
export function round(value: number): number {
  return Number(value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0))
}
