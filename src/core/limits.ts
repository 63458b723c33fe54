// What networks accept changes without notice and is not always written down: the operator's own numbers stand before ours.
import { z } from 'zod'
import { platformIds } from '../db/words.ts'
import type { Limits, Platform, PlatformId } from './platform.ts'

const number = z.int().min(0).max(1e12)
const seconds = z.number().min(0).max(1e6)

const few = number.exactOptional()
const many = number.min(1).exactOptional()
const time = seconds.exactOptional()

const part = z.strictObject({
  /** In the unit of the network: characters, graphemes, or weighted as it counts. */
  text: many,
  parts: many,
  altText: few,
  pictures: z.strictObject({ most: few, bytes: few, pixels: few }).exactOptional(),
  films: z
    .strictObject({ bytes: few, seconds: z.strictObject({ least: time, most: time }).exactOptional() })
    .exactOptional(),
  documents: z.strictObject({ bytes: few, pages: few }).exactOptional(),
})

/** A file of limits by network; what it does not name stays as it is. */
export const limitsFile = z.partialRecord(z.enum(platformIds), part)

/** An operator's own limits of networks. */
export type OwnLimits = z.infer<typeof limitsFile>

/** The network with an operator's own limits before what we know. What a network does not take at all, it does not take by a limit. */
export function withLimits(platform: Platform, own: OwnLimits): Platform {
  const given = own[platform.id]
  return given === undefined ? platform : { ...platform, limits: (account) => merged(platform.limits(account), given) }
}

function merged(known: Limits, given: NonNullable<OwnLimits[PlatformId]>): Limits {
  const { text = known.text.limit, parts = known.parts, altText = known.altText } = given
  const { films, documents } = known
  return {
    ...known,
    ...{ parts, altText, text: { ...known.text, limit: text }, pictures: { ...known.pictures, ...given.pictures } },
    ...(films && { films: { ...films, ...given.films, seconds: { ...films.seconds, ...given.films?.seconds } } }),
    ...(documents && { documents: { ...documents, ...given.documents } }),
  }
}
