// Tables of the operator's own, each in a file that a variable names.
import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** A path of a file of JSON, read as `schema` says; what is wrong with it is a fault of the variable. `like` shows what is meant. */
export function jsonFile<T>(schema: z.ZodType<T>, like: string) {
  return z
    .string()
    .trim()
    .transform((path, ctx): T => {
      try {
        return schema.parse(JSON.parse(readFileSync(path, 'utf8')))
      } catch (error) {
        const [first] = error instanceof z.ZodError ? error.issues : []
        const why = first === undefined ? String(error) : `${first.path.join('.')}: ${first.message}`
        ctx.addIssue(`${path} is no file of ${like} (${why})`)
        return z.NEVER
      }
    })
}
