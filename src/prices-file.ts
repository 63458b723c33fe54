// What models cost, as an operator has written it into a file.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type Prices, priceFile } from './core/ai/prices.ts'

/** The prices in a file; what is wrong with it is a fault of the variable. */
export function readPrices(path: string, ctx: z.RefinementCtx): Prices {
  try {
    return priceFile.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    const [first] = error instanceof z.ZodError ? error.issues : []
    const why = first === undefined ? String(error) : `${first.path.join('.')}: ${first.message}`
    ctx.addIssue(`${path} is no file of prices like {"openai:model": {"read": 2, "written": 10}} (${why})`)
    return {}
  }
}
