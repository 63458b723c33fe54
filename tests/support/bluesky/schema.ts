// What our calls to Bluesky look like, word for word; a call with anything more or less is refused and remembered.
import { z } from 'zod'

const did = z.string().regex(/^did:[a-z]+:[\w.:%-]+$/)
const tid = z.string().regex(/^[234567abcdefghij][2-7a-z]{12}$/)
const collection = z.literal('app.bsky.feed.post')
const ref = z.strictObject({ uri: z.string().startsWith('at://'), cid: z.string().min(1) })

const feature = z.union([
  z.strictObject({ $type: z.literal('app.bsky.richtext.facet#link'), uri: z.url() }),
  z.strictObject({ $type: z.literal('app.bsky.richtext.facet#mention'), did }),
  z.strictObject({ $type: z.literal('app.bsky.richtext.facet#tag'), tag: z.string().min(1).max(640) }),
])
const facet = z.strictObject({
  index: z.strictObject({ byteStart: z.int().min(0), byteEnd: z.int().min(1) }),
  features: z.array(feature).min(1),
})
export const blob = z.strictObject({
  $type: z.literal('blob'),
  ref: z.strictObject({ $link: z.string() }),
  mimeType: z.string(),
  size: z.int(),
})
const images = z.strictObject({
  $type: z.literal('app.bsky.embed.images'),
  images: z
    .array(
      z.strictObject({
        image: blob,
        alt: z.string(),
        aspectRatio: z.strictObject({ width: z.int().min(1), height: z.int().min(1) }),
      }),
    )
    .min(1)
    .max(4),
})
const external = z.strictObject({
  $type: z.literal('app.bsky.embed.external'),
  external: z.strictObject({
    uri: z.url(),
    title: z.string(),
    description: z.string(),
    thumb: blob.refine(({ size }) => size <= 1_000_000, 'a thumb of more than 1,000,000 bytes').optional(),
  }),
})

const video = z.strictObject({
  $type: z.literal('app.bsky.embed.video'),
  video: blob.refine(({ mimeType }) => mimeType === 'video/mp4', 'a video that is none'),
  alt: z.string().max(10_000).optional(),
  aspectRatio: z.strictObject({ width: z.int().min(1), height: z.int().min(1) }).optional(),
})

const segmenter = new Intl.Segmenter()

export const postRecord = z
  .strictObject({
    $type: collection,
    text: z
      .string()
      .refine((text) => [...segmenter.segment(text)].length <= 300, 'more than 300 graphemes')
      .refine((text) => Buffer.byteLength(text) <= 3000, 'more than 3000 bytes'),
    createdAt: z.iso.datetime(),
    langs: z.array(z.string()).max(3).optional(),
    facets: z.array(facet).min(1).optional(),
    embed: z.union([images, external, video]).optional(),
    reply: z.strictObject({ root: ref, parent: ref }).optional(),
  })
  .refine(
    ({ text, facets = [] }) => facets.every(({ index }) => isWhole(text, index.byteStart, index.byteEnd)),
    'a facet that cuts a character or lies outside',
  )

/** True where both ends lie between characters. */
function isWhole(text: string, start: number, end: number): boolean {
  const bytes = Buffer.from(text)
  const isBetween = (at: number) => at === bytes.length || ((bytes[at] ?? 0x80) & 0xc0) !== 0x80
  return start < end && end <= bytes.length && isBetween(start) && isBetween(end)
}

export const calls = {
  'com.atproto.server.createSession': z.strictObject({ identifier: z.string(), password: z.string() }),
  'com.atproto.server.refreshSession': z.undefined(),
  'com.atproto.server.deleteSession': z.undefined(),
  'com.atproto.server.getSession': z.strictObject({}),
  'com.atproto.server.describeServer': z.strictObject({}),
  'com.atproto.repo.putRecord': z.strictObject({
    repo: did,
    collection,
    rkey: tid,
    record: postRecord,
    swapRecord: z.null(),
  }),
  'com.atproto.repo.deleteRecord': z.strictObject({ repo: did, collection, rkey: tid }),
  'com.atproto.repo.getRecord': z.strictObject({ repo: did, collection, rkey: tid }),
  'com.atproto.repo.listRecords': z.strictObject({
    repo: did,
    collection,
    reverse: z.literal('true').optional(),
    cursor: tid.optional(),
    limit: z.string().regex(/^(\d{1,2}|100)$/),
  }),
  'com.atproto.identity.resolveHandle': z.strictObject({ handle: z.string().includes('.') }),
  'app.bsky.feed.getPosts': z.strictObject({ uris: z.string().startsWith('at://') }),
} as const
