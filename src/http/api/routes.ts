// How a route of the API is declared: one way for all, so that the description of it is true.
import { OpenAPIHono, type z } from '@hono/zod-openapi'
import type { Env } from '../house.ts'
import { ProblemError } from '../problem.ts'
import { problem } from './schema.ts'

/** A router that answers what it cannot take with a problem that names the fields. */
export function createRoutes() {
  return new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (result.success) return
      const errors = result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
      const [first] = errors
      const where = first === undefined || first.path === '' ? '' : `${first.path}: `
      throw new ProblemError(422, `${where}${first?.message ?? 'not as it should be'}.`, { errors })
    },
  })
}

/** The answers of a route; everything else is a problem. */
export function answers<const R extends object>(expected: R) {
  const content = { 'application/problem+json': { schema: problem } }
  return { ...expected, default: { description: 'A problem', content } }
}

/** A JSON answer. */
export function json<const T extends z.ZodType>(schema: T, description = 'Done') {
  return { description, content: { 'application/json': { schema } } } as const
}

/** A JSON body that must be there. */
export function body<const T extends z.ZodType>(schema: T) {
  return { body: { required: true, content: { 'application/json': { schema } } } } as const
}
