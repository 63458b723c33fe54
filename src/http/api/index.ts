// The API under /api/v1: one order of checks for all its routes, and the description of them.
import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { sizeInWords } from '../../core/media/error.ts'
import { largestFilm } from '../../core/media/film.ts'
import { atMost, endingAt } from '../body.ts'
import { listedSites, ownWrites } from '../headers.ts'
import type { Env, House } from '../house.ts'
import { idempotent } from '../idempotency.ts'
import { membersOnly } from '../identify.ts'
import { ProblemError } from '../problem.ts'
import { accountRoutes } from './accounts.ts'
import { brandRoutes } from './brand.ts'
import { eventRoutes } from './events.ts'
import { holdRoutes } from './hold.ts'
import { ledgerRoutes } from './ledgers.ts'
import { isFilmBody, largestFile, mediaRoutes, tooLarge } from './media.ts'
import { messageRoutes } from './messages.ts'
import { postRoutes } from './posts.ts'
import { publicationRoutes } from './publications.ts'
import { siteRoutes } from './sites.ts'

const largestBody = 1_000_000
const largestForm = largestFile + 10_000

/** Everything under `/api`. */
export function apiRoutes(house: House) {
  const api = new OpenAPIHono<Env>()
  api.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  api.doc31('/api/openapi.json', () => ({
    openapi: '3.1.0',
    info: { title: 'Leopost', version: '1', description: 'A social media desk that lives in a chat' },
    servers: [{ url: house.publicUrl() }],
    security: [{ token: [] }],
  }))
  const isMessage = (path: string) => path === '/api/v1/messages'
  const isMedia = (path: string) => path === '/api/v1/media'
  // A film is looked at as it comes; the same one again is the same file, so that no key is needed.
  const isFilm = (c: Context<Env>) => isMedia(c.req.path) && isFilmBody(c.req.header('content-type'))
  const ownIds = idempotent(house)
  const small = atMost(largestBody, 'This is too large: a request has at most 1 MB.')
  const large = atMost(largestForm, tooLarge)
  const notOver = endingAt(largestFilm, `This film is too large: at most ${sizeInWords(largestFilm)} are taken.`)

  api.use('/api/v1/*', listedSites(house))
  api.use('/api/v1/*', membersOnly(house))
  api.use('/api/v1/*', ownWrites(house))
  api.use('/api/v1/*', writesCounted(house, isMessage))
  api.use(
    '/api/v1/*',
    createMiddleware<Env>((c, next) =>
      isFilm(c) ? notOver(c, next) : isMedia(c.req.path) ? large(c, next) : small(c, next),
    ),
  )
  api.use(
    '/api/v1/*',
    createMiddleware<Env>((c, next) => (isMessage(c.req.path) || isFilm(c) ? next() : ownIds(c, next))),
  )

  const routes = [
    messageRoutes,
    eventRoutes,
    mediaRoutes,
    postRoutes,
    publicationRoutes,
    accountRoutes,
    brandRoutes,
    ledgerRoutes,
    holdRoutes,
    siteRoutes,
  ]
  for (const make of routes) api.route('/api/v1', make(house))
  api.all('/api/*', () => {
    throw new ProblemError(404, 'There is no such address in the API. /api/openapi.json lists what there is.')
  })
  return api
}

/** Messages are counted where they are told apart from what is no message. */
function writesCounted(house: House, isElsewhere: (path: string) => boolean) {
  return createMiddleware<Env>(async (c, next) => {
    const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (!isRead && !isElsewhere(c.req.path)) await house.limits.spend('write', c.get('asker').personId)
    return next()
  })
}
