// What a Facebook Page accepts. https://developers.facebook.com/docs/pages-api/posts
import type { Content, Limits } from '../../../core/platform.ts'
import { findLinks } from '../../../core/posts/links.ts'
import type { Looks } from '../../../core/preview/looks.ts'

export const facebookLimits: Limits = {
  text: { limit: 63_206, unit: 'characters' },
  parts: 1,
  pictures: { most: 10, bytes: 4_000_000, pixels: 40_000_000, types: ['image/jpeg', 'image/png', 'image/gif'] },
  altText: 1_000,
  films: {
    most: 1,
    bytes: 4_000_000_000,
    seconds: { least: 1, most: 14_400 },
    types: ['video/mp4', 'video/quicktime'],
    codecs: ['h264', 'hevc', 'aac'],
    isPublished: true,
  },
}

/** The link whose card a post shows: the first, where there are no pictures and no film and nobody wants none. */
export function cardLink({ text, pictures, films = [], options }: Content): string | undefined {
  if (pictures.length + films.length > 0 || options.linkPreview === false) return undefined
  const link = findLinks(text)[0]
  return link && (link.hasScheme ? link.url : `https://${link.url}`)
}

/** How a post looks there. The feed folds long posts and cuts high pictures to 4 to 5. */
export const facebookLooks: Looks = {
  accent: '#0064d1',
  names: 'account',
  first: 'words',
  fold: { characters: 477, lines: 5, say: 'See more' },
  pictures: { least: 0.8, most: 3, best: 0.8, several: 'grid' },
}
