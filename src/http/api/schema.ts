// The shapes of the API: what is checked on the way in and promised on the way out.
import { z } from '@hono/zod-openapi'
import { attemptEnds, failureKinds, languages, platformIds, publicationStatuses, usageKinds } from '../../db/words.ts'

const platform = z.enum(platformIds)
const instant = z.iso.datetime().openapi({ example: '2026-11-24T08:00:00.000Z' })

/** A moment in a query: a date, or a date and a time with its offset. */
export const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]).openapi({ type: 'string' })

/** Text of a person: what a database or a reader could not take is mended. */
export function words(longest: number) {
  return z
    .string()
    .max(longest)
    .overwrite((text) => text.replaceAll('\0', '').toWellFormed().trim())
}

/** Text that must not be empty. */
export function someWords(longest: number) {
  return words(longest).min(1)
}

/** An id in a path or a query. What is none is not found, like one that is not here. */
export const id = z.string().openapi({ format: 'uuid' })

/** True for what the database takes as an id. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .openapi('Problem')

const cardVariant = z
  .object({
    platform,
    accountId: z.string(),
    account: z.string(),
    text: z.string(),
    parts: z.array(z.string()).optional(),
    count: z.object({ used: z.int(), limit: z.int(), unit: z.string() }),
    options: z.array(z.string()).optional().openapi({ description: 'What was chosen beside the words' }),
    problems: z.array(z.string()),
    findings: z
      .array(z.string())
      .optional()
      .openapi({ description: 'What gives the words away; nothing that holds them back' }),
    published: z.object({ at: instant, url: z.string().nullable() }).optional(),
  })
  .openapi('CardVariant')

const card = z
  .object({
    postId: z.string(),
    number: z.int(),
    version: z.int(),
    hash: z.string(),
    status: z.string(),
    head: z.string(),
    variants: z.array(cardVariant),
    media: z.array(z.string()),
    dueAt: instant.optional(),
    zone: z.string().optional(),
    cost: z.int().optional().openapi({ description: 'Micro-dollars' }),
  })
  .openapi('Card')

export const reply = z
  .object({
    id: z.string(),
    number: z.int().openapi({ description: 'Counts the replies of a conversation without a gap' }),
    text: z.string(),
    at: instant,
    replaces: z.string().optional().openapi({ description: 'The id of the reply whose card this one stands for' }),
    closes: z.string().optional().openapi({ description: 'The id of an earlier reply whose choices are over' }),
    card: card.optional(),
    choices: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        stays: z
          .literal(true)
          .optional()
          .openapi({ description: 'It only opens a question and may be pressed again; all others are good once' }),
      }),
    ),
    pictures: z.array(z.string()).optional(),
  })
  .openapi('Reply')

const said = z
  .object({
    from: z.literal('person'),
    id: z.string(),
    at: instant,
    text: z.string().optional(),
    choice: z.string().optional().openapi({ description: 'The label that was pressed' }),
    pictures: z.array(z.string()).optional(),
  })
  .openapi('Said')

export const entry = z.union([said, reply.extend({ from: z.literal('leopost') })]).openapi('Entry')

export const media = z
  .object({
    id: z.string(),
    type: z.string(),
    bytes: z.int(),
    width: z.int().optional(),
    height: z.int().optional(),
    seconds: z.number().optional(),
  })
  .openapi('Media')

export const publication = z
  .object({
    id: z.string(),
    postId: z.string(),
    platform,
    accountId: z.string(),
    status: z.enum(publicationStatuses),
    dueAt: instant.nullable(),
    sentAt: instant.nullable().openapi({ description: 'When the first byte of the visible request left' }),
    publishedAt: instant.nullable(),
    url: z.string().nullable(),
    remoteId: z.string().nullable(),
    attempts: z.array(
      z.object({
        number: z.int(),
        startedAt: instant,
        sentAt: instant.nullable(),
        endedAt: instant.nullable(),
        end: z.enum(attemptEnds).nullable().openapi({ description: 'Null while it is not known' }),
        say: z.string().nullable(),
      }),
    ),
    failure: z.object({ kind: z.enum(failureKinds), say: z.string() }).optional(),
  })
  .openapi('Publication')

const postVariant = cardVariant
  .extend({ hash: z.string(), publication: z.object({ id: z.string(), status: z.enum(publicationStatuses) }) })
  .openapi('PostVariant')

const version = z
  .object({
    version: z.int(),
    hash: z.string(),
    createdAt: instant,
    idea: z.string(),
    media: z.array(z.string()),
    cost: z.int(),
    variants: z.array(
      z.object({
        platform,
        accountId: z.string(),
        text: z.string(),
        parts: z.array(z.string()),
        options: z.record(z.string(), z.union([z.string(), z.boolean()])),
        hash: z.string(),
      }),
    ),
  })
  .openapi('Version')

export const postStatuses = [
  'draft',
  'awaiting_approval',
  'scheduled',
  'sending',
  'published',
  'partly',
  'failed',
  'unconfirmed',
  'cancelled',
  'discarded',
] as const

export const post = z
  .object({
    id: z.string(),
    number: z.int(),
    status: z.enum(postStatuses),
    version: z.int(),
    hash: z.string(),
    dueAt: instant.nullable(),
    zone: z.string(),
    media: z.array(z.string()),
    cost: z.int(),
    createdAt: instant,
    updatedAt: instant,
    variants: z.array(postVariant).openapi({ description: 'Those of the current version' }),
    versions: z.array(version).openapi({ description: 'All of them, oldest first' }),
  })
  .openapi('Post')

export const account = z
  .object({
    id: z.string(),
    platform,
    name: z.string(),
    remoteId: z.string(),
    status: z.enum(['connected', 'lost']),
    gapSeconds: z.int().openapi({ description: 'How long it rests between two posts' }),
    trouble: z.string().optional(),
  })
  .openapi('Account')

export const brand = z
  .object({
    name: z.string(),
    website: z.string().nullable(),
    voice: z.string().nullable(),
    audience: z.string().nullable(),
    colour: z.string().nullable(),
    industry: z.string().nullable(),
    zone: z.string(),
    language: z.enum(languages),
    platforms: z.array(platform).nullable(),
    rules: z.array(z.string()),
    facts: z.array(z.object({ text: z.string(), until: instant.nullable() })),
    isSetUp: z.boolean(),
  })
  .openapi('Brand')

const allowance = z.object({ limit: z.number().nullable(), spent: z.number() })

export const usage = z
  .object({
    since: instant,
    calls: z.array(
      z.object({
        at: instant,
        task: z.string(),
        model: z.string(),
        tokensIn: z.int(),
        tokensOut: z.int(),
        tokensCached: z.int(),
        micros: z.int().openapi({ description: 'Micro-dollars' }),
        ms: z.int(),
        kind: z.enum(usageKinds),
        amount: z.int().openapi({ description: 'Pictures made, or seconds heard' }),
        failure: z.string().nullable().openapi({ description: 'How it failed; null where it did what was asked' }),
      }),
    ),
    total: z.object({
      calls: z.int().openapi({ description: 'Those that did what was asked' }),
      micros: z.number(),
      tokensIn: z.number(),
      tokensCached: z.number().openapi({ description: 'Those of tokensIn that came from a cache' }),
    }),
    budget: z
      .object({ day: allowance, month: allowance, held: z.number() })
      .openapi({ description: "Of the brand's day and month; `held` is reserved for calls under way" }),
  })
  .openapi('Usage')

export const practicePost = z
  .object({
    id: z.string(),
    account: z.string(),
    text: z.string(),
    parts: z.array(z.string()),
    pictures: z.array(z.object({ url: z.string(), alt: z.string() })),
    publishedAt: instant,
    url: z.string(),
  })
  .openapi('PracticePost')

export const site = z.object({ id: z.string(), origin: z.string(), isTrusted: z.boolean() }).openapi('Site')
