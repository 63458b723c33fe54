// What a server of the Mastodon API accepts: what it said of itself, else what every one of them takes.
import { z } from 'zod'
import type { Content, Limits } from '../../../core/platform.ts'
import { checkContent } from '../../../core/posts/check.ts'
import { count } from '../../../core/posts/count.ts'
import type { Looks } from '../../../core/preview/looks.ts'
import type { Problem } from '../../../core/problem.ts'

/** Pictures that can be made here; a server's list is cut down to them. */
const pictureTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif']
const mostParts = 25

const number = z.int().positive()
const instanceSchema = z.object({
  characters: number.catch(500),
  pictures: number.catch(4),
  pictureBytes: number.catch(8_000_000),
  pixels: number.catch(16_777_216),
  filmBytes: number.catch(99_000_000),
  altText: number.catch(1_500),
  types: z.array(z.string()).catch(pictureTypes),
})

/** What a server says of itself, as it is kept in the settings of an account. */
export type Instance = z.infer<typeof instanceSchema>

/** The limits of an account by its settings. */
export function limitsOf(settings: Record<string, unknown>): Limits {
  const kept = settings.instance
  const said = instanceSchema.parse(typeof kept === 'object' && kept !== null ? kept : {})
  const types = pictureTypes.filter((type) => said.types.includes(type))
  return {
    text: { limit: said.characters, unit: 'mastodon' },
    parts: mostParts,
    pictures: {
      most: said.pictures,
      bytes: said.pictureBytes,
      pixels: said.pixels,
      types: types.length > 0 ? types : pictureTypes,
      // A GIF becomes a film there; a WebP stands still.
      moving: ['image/gif'],
    },
    altText: said.altText,
    films: {
      most: 1,
      bytes: said.filmBytes,
      seconds: { least: 0.1, most: 86_400 },
      types: ['video/mp4', 'video/quicktime', 'video/webm'],
      codecs: ['h264', 'hevc', 'vp8', 'vp9', 'av1', 'aac', 'opus'],
      isPublished: true,
    },
  }
}

/** The usual problems; a content warning counts with the words of every part. */
export function checkMastodon(content: Content, limits: Limits): Problem[] {
  const warning = content.options.contentWarning
  const extra = typeof warning === 'string' ? count(warning, 'mastodon') : 0
  if (extra === 0) return checkContent(content, limits)
  const { limit, unit } = limits.text
  const within = { ...limits, text: { unit, limit: Math.max(0, limit - extra) } }
  return checkContent(content, within).map((problem) =>
    problem.kind === 'tooLong' ? { ...problem, used: problem.used + extra, limit } : problem,
  )
}

/** Who may see a post, as Mastodon names it. */
export const visibilities = ['public', 'unlisted', 'private', 'direct'] as const

/** The options of a post as they are sent; what is not there is the account's own setting. */
export const optionsSchema = z.object({
  visibility: z.enum(visibilities).nullable().catch(null),
  contentWarning: z.string().min(1).nullable().catch(null),
  language: z.string().min(1).nullable().catch(null),
  sensitive: z.boolean().nullable().catch(null),
})

const mime = z.array(z.string())
const answerSchema = z.looseObject({
  configuration: z
    .looseObject({
      statuses: z
        .looseObject({ max_characters: number.optional(), max_media_attachments: number.optional() })
        .optional(),
      media_attachments: z
        .looseObject({
          supported_mime_types: mime.optional(),
          image_size_limit: number.optional(),
          video_size_limit: number.optional(),
          image_matrix_limit: number.optional(),
          description_limit: number.optional(),
        })
        .optional(),
    })
    .optional(),
  // Pleroma and its relatives say it here.
  max_toot_chars: number.optional(),
  max_media_attachments: number.optional(),
  upload_limit: number.optional(),
  description_limit: number.optional(),
  // The name of the server, by the newer and the older address: anything else that answers JSON has neither.
  domain: z.string().optional(),
  uri: z.string().optional(),
})

/** Reads what `/api/v2/instance` or `/api/v1/instance` answers; what it does not say has its usual value. */
export function instanceIn(answer: unknown): Instance {
  const { configuration, ...more } = answerSchema
    .refine(({ domain, uri }) => (domain ?? uri) !== undefined)
    .parse(answer)
  const { statuses, media_attachments: media } = configuration ?? {}
  return instanceSchema.parse({
    characters: statuses?.max_characters ?? more.max_toot_chars,
    pictures: statuses?.max_media_attachments ?? more.max_media_attachments,
    pictureBytes: media?.image_size_limit ?? more.upload_limit,
    filmBytes: media?.video_size_limit ?? more.upload_limit,
    pixels: media?.image_matrix_limit,
    altText: media?.description_limit ?? more.description_limit,
    types: media?.supported_mime_types,
  })
}

/** How a post looks there. The web of Mastodon folds what is very high. */
export const mastodonLooks: Looks = {
  accent: '#5638cc',
  names: 'both',
  face: 'square',
  first: 'words',
  covers: 'Show more',
  fold: { characters: 100_000, lines: 24, say: 'Read more' },
  pictures: { least: 0.56, most: 3, best: 16 / 9, several: 'grid' },
}
