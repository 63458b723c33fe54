// What our calls to servers of the Mastodon API look like; a call with anything more or less is refused and remembered.
import { z } from 'zod'

const scopes = z.literal('read:accounts read:statuses write:statuses write:media')
const oob = 'urn:ietf:wg:oauth:2.0:oob'

export const status = z.strictObject({
  status: z.string(),
  media_ids: z.array(z.string()).min(1).optional(),
  visibility: z.enum(['public', 'unlisted', 'private', 'direct']).optional(),
  language: z.string().optional(),
  spoiler_text: z.string().min(1).optional(),
  sensitive: z.boolean().optional(),
  in_reply_to_id: z.string().optional(),
})

export const edit = z.strictObject({
  status: z.string(),
  spoiler_text: z.string(),
  media_ids: z.array(z.string()).min(1).optional(),
  language: z.string().optional(),
  sensitive: z.boolean().optional(),
})

export const idempotencyKey = z.string().regex(/^[0-9a-f-]{36}\/\d+$/)

export const app = z.strictObject({
  client_name: z.literal('Leopost'),
  redirect_uris: z.string().refine((uris) => {
    const [callback = '', shown] = uris.split('\n')
    return callback.endsWith('/connect/mastodon/callback') && shown === oob
  }, 'our callback and the code shown'),
  scopes,
})

export const authorize = z.strictObject({
  response_type: z.literal('code'),
  client_id: z.string(),
  redirect_uri: z.string(),
  scope: scopes,
  state: z.string().min(20),
  code_challenge: z.string().length(43),
  code_challenge_method: z.literal('S256'),
})

export const token = z.strictObject({
  grant_type: z.literal('authorization_code'),
  code: z.string(),
  client_id: z.string(),
  client_secret: z.string(),
  redirect_uri: z.string(),
  scope: scopes,
  code_verifier: z.string().min(43),
})

export const revoke = z.strictObject({ client_id: z.string(), client_secret: z.string(), token: z.string() })

export const list = z.strictObject({
  limit: z.literal('40'),
  exclude_reblogs: z.literal('true'),
  exclude_replies: z.literal('true').optional(),
  max_id: z.string().optional(),
})

export const upload = z.strictObject({ file: z.instanceof(File), description: z.string().min(1).optional() })
