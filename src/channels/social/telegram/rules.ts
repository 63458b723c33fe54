// What a Telegram channel accepts, and the messages that a post becomes. https://core.telegram.org/bots/api#sendphoto
import { z } from 'zod'
import type { Content, Limits, Picture } from '../../../core/platform.ts'
import type { Looks } from '../../../core/preview/looks.ts'

export const telegramLimits: Limits = {
  text: { limit: 4_096, unit: 'characters' },
  parts: 1,
  pictures: {
    most: 10,
    bytes: 10_000_000,
    pixels: 25_000_000,
    types: ['image/jpeg', 'image/png', 'image/webp'],
    moving: [],
  },
  // Telegram shows no description of a picture: one of any usual length is let through and not sent.
  altText: 10_000,
  films: {
    most: 10,
    bytes: 50_000_000,
    seconds: { least: 0.1, most: 86_400 },
    types: ['video/mp4'],
    codecs: ['h264', 'hevc', 'aac'],
    isPublished: false,
  },
}

/** A longer text goes out as a message of its own, after its pictures. */
const mostCaption = 1_024
const mostSides = 10_000
const mostRatio = 20

const call = z.object({
  method: z.enum(['sendMessage', 'sendPhoto', 'sendMediaGroup']),
  text: z.string(),
  pictures: z.array(z.object({ mediaId: z.string(), type: z.string() })),
  silent: z.boolean(),
  preview: z.boolean(),
})

/** The messages of a post, frozen: the same at every attempt. */
export const planSchema = z.object({ chat: z.string(), calls: z.array(call).min(1) })

export type Plan = z.infer<typeof planSchema>
export type Call = z.infer<typeof call>

/** What has been sent so far. */
export const progressSchema = z.object({ ids: z.array(z.number()), calls: z.number(), url: z.string().nullable() })

/** The messages that a post becomes. `silent` rings nobody; `linkPreview: false` shows no preview of a link. */
export function planOf(chat: string, content: Content): Plan {
  const { text, options } = content
  const pictures = content.pictures.map(({ mediaId, type }) => ({ mediaId, type }))
  const shared = { silent: options.silent === true, preview: options.linkPreview !== false }
  const words: Call = { method: 'sendMessage', text, pictures: [], ...shared }
  if (pictures.length === 0) return { chat, calls: [words] }
  const method = pictures.length === 1 ? 'sendPhoto' : 'sendMediaGroup'
  const isCaption = text.length <= mostCaption
  const shown: Call = { method, text: isCaption ? text : '', pictures, ...shared }
  return { chat, calls: isCaption ? [shown] : [shown, words] }
}

/** Whether Telegram shows a picture of this shape as a photo. */
export function isPhoto({ width, height }: Picture): boolean {
  const [short, long] = width < height ? [width, height] : [height, width]
  return width + height <= mostSides && long <= short * mostRatio
}

/** How a post looks there. A channel shows pictures with their caption below; longer words follow as a message of their own. */
export const telegramLooks: Looks = {
  accent: '#2481cc',
  names: 'account',
  first: 'pictures',
  caption: mostCaption,
  pictures: { least: 0.5, most: 3, best: 1, several: 'grid' },
}
