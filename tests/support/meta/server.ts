// The Graph API for a Page and the Instagram account that belongs to it, strict in what it is sent: against a schema of our
// calls, and against what Meta publishes of its nodes where that is found.
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { createContainers } from '../containers.ts'
import { startCounterpart } from '../counterpart.ts'
import { createPageFilms } from './films.ts'
import { authorize, code, container, feed, long, photo } from './schema.ts'
import { metaFaults } from './vendor.ts'

const v = '/v25.0'
export const pageId = '1001'
export const instagramId = '17841400'

export type PagePost = { id: string; message: string; at: number; link: string | undefined; photos: string[] }
export type Media = { id: string; caption: string; at: number; container: string }

/** Starts one. */
export async function startMeta() {
  const posts: PagePost[] = []
  const media: Media[] = []
  const comments: { on: string; text: string }[] = []
  const photos = new Map<string, { bytes: number; alt: string }>()
  const containers = createContainers('i')
  const films = createPageFilms()
  const pageTokens = new Set(['page-token-of-barluce'])
  const userTokens = new Map<string, 'short' | 'long'>()
  const codes = new Map<string, string>()
  const given = { scopes: '', used: 1, total: 50, tasks: ['CREATE_CONTENT', 'MODERATE'], hasInstagram: true }
  const headers: Record<string, string> = {}
  let last = 0
  const error = (status: number, number: number, subcode?: number, more: object = {}) => ({
    status,
    body: {
      error: {
        message: 'm',
        type: 'OAuthException',
        code: number,
        ...(subcode && { error_subcode: subcode }),
        ...more,
      },
    },
  })
  const known = (node: string, method: string, edge: string, fields: object) => {
    const faults = metaFaults(node, method, edge, Object.keys(fields))
    if (faults.length > 0) throw new Error(faults.join('; '))
  }

  const counterpart = await startCounterpart((call, { visible, checked }) => {
    const { method, path, query, token, fields, form } = call
    if (path === `${v}/oauth/access_token` && method === 'GET') {
      if (query.grant_type === 'fb_exchange_token') {
        const asked = checked(long, query)
        if (userTokens.get(asked.fb_exchange_token) !== 'short') return error(400, 190)
      } else {
        const asked = checked(code, query)
        given.scopes = codes.get(asked.code) ?? ''
        if (!codes.delete(asked.code)) return error(400, 100)
      }
      const made = randomBytes(12).toString('hex')
      const isLong = query.grant_type === 'fb_exchange_token'
      userTokens.set(made, isLong ? 'long' : 'short')
      return { status: 200, body: { access_token: made, token_type: 'bearer', expires_in: isLong ? 5_184_000 : 5_000 } }
    }
    if (path === `${v}/debug_token`) {
      checked(z.literal('meta-client|meta-secret'), token)
      return {
        status: 200,
        body: { data: { is_valid: true, scopes: given.scopes.split(','), data_access_expires_at: 0 } },
      }
    }
    if (path === `${v}/me/accounts`) {
      if (userTokens.get(token ?? '') !== 'long') return error(401, 190)
      pageTokens.add('page-token-of-barluce')
      const one = { id: pageId, name: 'Bar Luce', access_token: 'page-token-of-barluce', tasks: given.tasks }
      const instagram = { instagram_business_account: { id: instagramId, username: 'barluce' } }
      const other = { id: '1002', name: 'Only read', access_token: 'x', tasks: ['ANALYZE'] }
      const isPlain = query.fields === 'id,name,access_token,tasks'
      const pages = isPlain
        ? [one, other]
        : [
            { ...one, ...(given.hasInstagram && instagram) },
            { id: '1002', access_token: 'x' },
          ]
      const next = `${call.headers.host === undefined ? '' : `http://${call.headers.host}`}${path}?${new URLSearchParams({ fields: query.fields ?? '', after: '1' })}`
      return query.after === undefined
        ? { status: 200, body: { data: pages.slice(0, 1), paging: { next } } }
        : { status: 200, body: { data: pages.slice(1) } }
    }
    if (token === undefined || !pageTokens.has(token)) return error(401, 190)
    if (path === `${v}/${pageId}/photos`) {
      const wish = checked(photo, Object.fromEntries(form?.entries() ?? []))
      const { source: _, ...named } = wish
      known('Page', 'POST', 'photos', named)
      const id = `f${photos.size + 1}`
      photos.set(id, { bytes: wish.source.size, alt: wish.alt_text_custom ?? '' })
      return { status: 200, body: { id } }
    }
    if (path === `${v}/${pageId}/videos`) {
      known('Page', 'POST', 'videos', form === undefined ? fields : Object.fromEntries(form.entries()))
      return films.act(call, {
        ...{ visible, checked, error },
        show: (message) => {
          const id = `${pageId}_${++last}`
          posts.push({ id, message, at: Date.now(), link: undefined, photos: [] })
          return id
        },
      })
    }
    if (path === `${v}/${pageId}/feed`) {
      const wish = checked(feed, fields)
      known('Page', 'POST', 'feed', wish)
      const ids = z.array(z.strictObject({ media_fbid: z.string() })).parse(JSON.parse(wish.attached_media ?? '[]'))
      const lost = ids.filter(({ media_fbid }) => !photos.has(media_fbid))
      if (lost.length > 0) throw new Error('a photo nobody brought')
      if (posts.at(-1)?.message === wish.message) return error(400, 506)
      return visible(() => {
        const id = `${pageId}_${++last}`
        posts.push({
          id,
          message: wish.message ?? '',
          at: Date.now(),
          link: wish.link,
          photos: ids.map((one) => one.media_fbid),
        })
        return { status: 200, body: { id }, headers }
      })
    }
    if (path === `${v}/${pageId}/published_posts`) {
      checked(
        z.strictObject({
          fields: z.literal('id,message,created_time,permalink_url'),
          since: z.string().regex(/^\d{10}$/),
        }),
        query,
      )
      const data = posts.toReversed().map(({ id, message, at }) => ({
        ...{ id, message, permalink_url: `https://www.facebook.com/${id}` },
        created_time: new Date(at).toISOString(),
      }))
      return { status: 200, body: { data } }
    }
    if (path === `${v}/${instagramId}/content_publishing_limit`) {
      checked(z.strictObject({ fields: z.literal('quota_usage,config') }), query)
      return { status: 200, body: { data: [{ quota_usage: given.used, config: { quota_total: given.total } }] } }
    }
    if (path === `${v}/${instagramId}/media` && method === 'POST') {
      known('IGUser', 'POST', 'media', checked(container, fields))
      return { status: 200, body: { id: containers.make(fields).id } }
    }
    if (path === `${v}/${instagramId}/media`) {
      checked(z.strictObject({ fields: z.literal('id,caption,timestamp,permalink'), limit: z.literal('10') }), query)
      const data = media.toReversed().map(({ id, caption, at }) => ({
        ...{ id, caption, permalink: `https://www.instagram.com/p/${id}/` },
        timestamp: new Date(at).toISOString().replace(/\.\d+Z$/, '+0000'),
      }))
      return { status: 200, body: { data } }
    }
    if (path === `${v}/${instagramId}/media_publish`) {
      const wish = checked(z.strictObject({ creation_id: z.string() }), fields)
      known('IGUser', 'POST', 'media_publish', wish)
      const one = containers.all.get(wish.creation_id)
      if (one === undefined) return error(400, 100, 2207006)
      if (one.state === 'IN_PROGRESS') return error(400, 9007, 2207027)
      if (one.state !== 'FINISHED') return error(400, 100)
      return visible(() => {
        one.state = 'PUBLISHED'
        const id = `m${++last}`
        media.push({ id, caption: one.fields.caption ?? '', at: Date.now(), container: one.id })
        return { status: 200, body: { id }, headers }
      })
    }
    const [, id = '', edge = ''] = new RegExp(`^${v}/(\\w+)(?:/(\\w+))?$`).exec(path) ?? []
    const film = films.all.get(id)
    if (film !== undefined) {
      checked(z.strictObject({ fields: z.literal('status,post_id,permalink_url') }), query)
      return films.look(film)
    }
    const one = containers.all.get(id)
    if (one !== undefined) {
      checked(z.strictObject({ fields: z.literal('status_code,status') }), query)
      return { status: 200, body: { id, status_code: one.state, status: one.why } }
    }
    if (edge === 'comments') {
      if (method === 'GET') {
        const data = comments.filter(({ on }) => on === id).map(({ text }, i) => ({ id: `${i}`, text, message: text }))
        return { status: 200, body: { data } }
      }
      const wish = checked(z.strictObject({ message: z.string().min(1) }), fields)
      return visible(() => {
        comments.push({ on: id, text: wish.message })
        return { status: 200, body: { id: `${id}_1` } }
      })
    }
    if (edge === 'insights') {
      const values: Record<string, number> = {
        post_media_view: 500,
        post_clicks: 8,
        views: 900,
        reach: 600,
        likes: 40,
        comments: 3,
        saved: 5,
        shares: 6,
        total_interactions: 54,
      }
      const asked = (query.metric ?? '').split(',')
      if (asked.some((name) => values[name] === undefined)) return error(400, 100)
      return {
        status: 200,
        body: { data: asked.map((name) => ({ name, period: 'lifetime', values: [{ value: values[name] }] })) },
      }
    }
    if (id === pageId || id === instagramId) return { status: 200, body: { id, name: 'Bar Luce' } }
    const at = posts.findIndex((post) => post.id === id)
    const post = posts[at]
    if (post === undefined && !media.some((each) => each.id === id)) return error(400, 100, 33)
    if (method === 'DELETE') {
      posts.splice(at, 1)
      return { status: 200, body: { success: true } }
    }
    if (method === 'POST' && post !== undefined) {
      const wish = checked(z.strictObject({ message: z.string() }), fields)
      return visible(() => {
        post.message = wish.message
        return { status: 200, body: { success: true } }
      })
    }
    if (query.fields === 'shares,comments.summary(true),reactions.summary(true)')
      return {
        status: 200,
        body: { id, comments: { summary: { total_count: 2 } }, reactions: { summary: { total_count: 11 } } },
      }
    if (post !== undefined) {
      checked(z.literal('permalink_url'), query.fields)
      return { status: 200, body: { id, permalink_url: `https://www.facebook.com/${id}` } }
    }
    checked(z.literal('permalink'), query.fields)
    return { status: 200, body: { id, permalink: `https://www.instagram.com/p/${id}/` } }
  })
  return {
    ...counterpart,
    posts,
    media,
    comments,
    photos,
    films,
    containers,
    given,
    /** Headers of the answers to posts. */
    headers,
    revoke: () => pageTokens.clear(),
    /** What a person does who allows it, or only some of it. */
    allow(address: string, without?: string): string {
      const asked = authorize.parse(Object.fromEntries(new URL(address).searchParams))
      const made = randomBytes(6).toString('hex')
      codes.set(
        made,
        asked.scope
          .split(',')
          .filter((name) => name !== without)
          .join(),
      )
      return `${asked.redirect_uri}?${new URLSearchParams({ code: made, state: asked.state })}`
    },
  }
}
