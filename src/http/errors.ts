// The one place where an error becomes an answer: a problem for programs, a page for people.
import type { Context } from 'hono'
import { languageOf } from './desk.ts'
import type { Env, House } from './house.ts'
import { brokenPage, forbiddenPage, notFoundPage } from './pages/errors.ts'
import { problemJson, problemOf } from './problem.ts'

/** Handles whatever a route threw. */
export function onError(house: House) {
  return (error: unknown, c: Context<Env>): Response | Promise<Response> => {
    let id = ''
    const problem = problemOf(error, (given) => {
      id = given
      house.app.ctx.log.error({ id, err: error }, 'a request broke')
    })
    if (isForPrograms(c)) return problemJson(c, problem)
    const language = languageOf(c)
    if (problem.status === 403) return c.html(forbiddenPage({ language }), 403)
    if (problem.status === 404) return c.html(notFoundPage({ language }), 404)
    if (problem.status === 500) return c.html(brokenPage({ language, id }), 500)
    if (problem.retryAfter !== undefined) c.header('Retry-After', String(problem.retryAfter))
    return c.text(problem.message, problem.status)
  }
}

/** Answers an address that nobody serves. */
export function onNotFound(c: Context<Env>): Response | Promise<Response> {
  return c.html(notFoundPage({ language: languageOf(c) }), 404)
}

function isForPrograms(c: Context): boolean {
  return (
    c.req.path.startsWith('/api/') ||
    c.req.path.startsWith('/passkeys') ||
    c.req.path === '/widget/token' ||
    c.req.path === '/metrics'
  )
}
