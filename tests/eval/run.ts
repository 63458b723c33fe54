// npm run eval: the golden set against every configured provider, or against the recorded answers where none is.
// --recorded takes the recorded ones in any case; --record keeps the answers of the first provider; --json prints lines.
import { readConfig } from '../../src/config.ts'
import { createGateway, createProviders } from '../../src/core/ai/create.ts'
import type { Gateway } from '../../src/core/ai/gateway.ts'
import { listPrices } from '../../src/core/ai/prices.ts'
import { type Route, routeFor } from '../../src/core/ai/routes.ts'
import { purseInto } from '../ai/support/models.ts'
import { evaluate } from './evaluate.ts'
import { golden } from './golden.ts'
import { readRecording, serve, writeRecording } from './recorded.ts'
import { linesOf, type Run, tableOf } from './table.ts'

const has = (word: string) => process.argv.includes(word)
const warned: string[] = []
const quiet = () => undefined
const log = { debug: quiet, info: quiet, warn: (_fields: object, text: string) => void warned.push(text), error: quiet }

const configured = has('--recorded') ? [] : configuredGateways()
const runs: Run[] = configured.length > 0 ? await live() : [await recorded()]
const failed = runs.some(({ results }) => results.some((one) => one.faults.length > 0))
if (has('--json')) for (const line of linesOf(runs)) console.log(JSON.stringify(line))
else console.log(tableOf(runs))
process.exit(failed ? 1 : 0)

async function live(): Promise<Run[]> {
  const all: Run[] = []
  for (const { provider, gateway } of configured) all.push({ provider, results: await evaluate(golden, gateway) })
  if (has('--record') && all[0] !== undefined) await writeRecording(all[0].results)
  return all
}

async function recorded(): Promise<Run> {
  const { url, stop } = await serve(await readRecording())
  const gateway = gatewayOf({ compatible: { baseUrl: url, apiKey: 'recorded' } }, [
    { provider: 'compatible', model: 'recorded' },
  ])
  if (gateway === undefined) throw new Error('no gateway')
  const results = await evaluate(golden, gateway)
  await stop()
  return { provider: 'recorded', results }
}

/** A gateway for each provider that is on, asking that one alone. */
function configuredGateways(): { provider: string; gateway: Gateway }[] {
  const { models } = readConfig(process.env)
  return createProviders(models).flatMap(({ provider }) => {
    const route = routeFor('draft', models.routes, new Set([provider])).filter((one) => one !== 'words')
    const gateway = gatewayOf(models, route)
    const [target] = route
    return gateway === undefined || target === undefined ? [] : [{ provider: `${provider}:${target.model}`, gateway }]
  })
}

function gatewayOf(access: Parameters<typeof createProviders>[0], route: Route): Gateway | undefined {
  return createGateway({
    providers: createProviders(access),
    routes: { draft: route, revise: route },
    // What is recorded costs nothing.
    prices: { ...listPrices, 'compatible:recorded': { read: 0, written: 0 } },
    purse: purseInto([]),
    log,
    now: Date.now,
  })
}
