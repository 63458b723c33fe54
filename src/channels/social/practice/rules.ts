// What Practice accepts: as much as the smaller networks, with threads and pictures, so that everything can be tried.
import type { Limits } from '../../../core/platform.ts'
import type { Looks } from '../../../core/preview/looks.ts'

export const practiceLimits: Limits = {
  text: { limit: 500, unit: 'graphemes' },
  parts: 10,
  pictures: {
    most: 4,
    bytes: 5_000_000,
    pixels: 24_000_000,
    types: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
  },
  altText: 1_500,
  films: {
    most: 1,
    bytes: 200_000_000,
    seconds: { least: 0.1, most: 3_600 },
    types: ['video/mp4', 'video/quicktime', 'video/webm'],
    codecs: ['h264', 'hevc', 'vp8', 'vp9', 'av1', 'aac', 'opus'],
    isPublished: false,
  },
}

/** How a post looks there. The page of Practice shows all of it. */
export const practiceLooks: Looks = {
  accent: '#0b6e4f',
  names: 'account',
  first: 'words',
  pictures: { least: 0.5, most: 3, best: 1, several: 'grid' },
}
