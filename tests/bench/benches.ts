// Every bench by its name, and how their figures are printed.

import { adapters } from './adapters.ts'
import { buttons } from './buttons.ts'
import { failover } from './failover.ts'
import type { Figure } from './figures.ts'
import { firing } from './firing.ts'
import { firstToken } from './first-token.ts'
import { linter } from './linter.ts'
import { mediaBench } from './media.ts'
import { preview } from './preview.ts'
import { samples } from './samples.ts'
import { start } from './start.ts'
import { strangersBench } from './strangers.ts'
import { load, turns } from './turns.ts'
import { webhooks } from './webhooks.ts'

const benches: Record<string, () => Promise<Figure[]>> = {
  firing,
  adapters,
  turns,
  'first-token': firstToken,
  failover,
  webhooks,
  buttons,
  start,
  load,
  linter,
  samples,
  media: mediaBench,
  preview,
  strangers: strangersBench,
}

/** Runs the benches whose name has the word after --only=, one after the other; with --json one object a line. */
export async function runBenches(args: string[]): Promise<void> {
  const asJson = args.includes('--json')
  const only = args.find((word) => word.startsWith('--only='))?.slice(7) ?? ''
  for (const [name, bench] of Object.entries(benches)) {
    if (!name.includes(only)) continue
    for (const figure of await bench()) {
      if (asJson) console.log(JSON.stringify(figure))
      else {
        const beside = figure.vs === undefined ? '' : `   ${figure.ratio} x ${figure.vs}`
        console.log(`${figure.name.padEnd(72)} ${String(figure.value).padStart(8)} ${figure.unit}${beside}`)
      }
    }
  }
}
