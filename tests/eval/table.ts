// The results as a table: by provider and task, with what it cost and how long it took; then what was wrong.
import { percentile } from '../bench/figures.ts'
import type { Result } from './evaluate.ts'

/** One provider's results. */
export type Run = { provider: string; results: Result[] }

/** One line of the table. */
export type Line = {
  provider: string
  task: Result['task']
  requests: number
  right: number
  dollars: number
  msMedian: number
}

/** The lines of the table. */
export function linesOf(runs: readonly Run[]): Line[] {
  return runs.flatMap(({ provider, results }) =>
    (['understand', 'draft', 'revise'] as const).flatMap((task): Line[] => {
      const mine = results.filter((one) => one.task === task)
      if (mine.length === 0) return []
      const right = mine.filter((one) => one.faults.length === 0).length
      const dollars = mine.reduce((sum, one) => sum + one.micros, 0) / 1_000_000
      const msMedian = Math.round(
        percentile(
          mine.map((one) => one.ms),
          50,
        ),
      )
      return [{ provider, task, requests: mine.length, right, dollars, msMedian }]
    }),
  )
}

/** The table and the faults as text. */
export function tableOf(runs: readonly Run[]): string {
  const head = `${'provider'.padEnd(36)} ${'task'.padEnd(11)} ${'right'.padStart(9)} ${'cost $'.padStart(9)} ${'p50 ms'.padStart(8)}`
  const lines = linesOf(runs).map(
    (one) =>
      `${one.provider.padEnd(36)} ${one.task.padEnd(11)} ${`${one.right}/${one.requests}`.padStart(9)} ${one.dollars.toFixed(4).padStart(9)} ${String(one.msMedian).padStart(8)}`,
  )
  const faults = runs.flatMap(({ provider, results }) =>
    results.flatMap((one) => one.faults.map((fault) => `${provider} · ${one.id} · ${one.task}: ${fault}`)),
  )
  return [head, ...lines, ...(faults.length === 0 ? [] : ['', ...faults])].join('\n')
}
