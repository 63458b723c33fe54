// What our calls to the Graph API look like, field by field.
import { z } from 'zod'

export const feed = z.strictObject({
  message: z.string().optional(),
  link: z.url().optional(),
  attached_media: z.string().optional(),
})
export const photo = z.strictObject({
  source: z.instanceof(File),
  published: z.literal('false'),
  alt_text_custom: z.string().min(1).optional(),
})
export const container = z.union([
  z.strictObject({ image_url: z.url(), caption: z.string().min(1).optional(), alt_text: z.string().min(1).optional() }),
  z.strictObject({ image_url: z.url(), alt_text: z.string().min(1).optional(), is_carousel_item: z.literal('true') }),
  z.strictObject({
    media_type: z.literal('REELS'),
    video_url: z.url(),
    share_to_feed: z.literal('true'),
    caption: z.string().min(1).optional(),
  }),
  z.strictObject({
    media_type: z.literal('CAROUSEL'),
    children: z.string().regex(/^i\d+(,i\d+)+$/),
    caption: z.string().optional(),
  }),
])
export const authorize = z.strictObject({
  response_type: z.literal('code'),
  client_id: z.literal('meta-client'),
  redirect_uri: z.string().regex(/\/connect\/(facebook|instagram)\/callback$/),
  scope: z.string().regex(/^[a-z_]+(,[a-z_]+)+$/),
  state: z.string().min(20),
  auth_type: z.literal('rerequest'),
})
export const code = z.strictObject({
  grant_type: z.literal('authorization_code'),
  code: z.string(),
  redirect_uri: z.string(),
  client_id: z.literal('meta-client'),
  client_secret: z.literal('meta-secret'),
})
export const long = z.strictObject({
  grant_type: z.literal('fb_exchange_token'),
  fb_exchange_token: z.string(),
  client_id: z.literal('meta-client'),
  client_secret: z.literal('meta-secret'),
})
