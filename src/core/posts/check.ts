// What a network would refuse, from its limits alone. Adapters add what only they know.
import type { Content, Limits, Problem } from '../platform.ts'
import { count } from './count.ts'

/** The problems of content under limits; an empty list means it can be sent. */
export function checkContent(content: Content, limits: Limits): Problem[] {
  return [...checkText(content, limits), ...checkPictures(content, limits)]
}

function checkText(content: Content, limits: Limits): Problem[] {
  const { limit, unit } = limits.text
  if (content.text.trim() === '' && content.pictures.length === 0) return [{ kind: 'empty' }]
  if (content.parts.length === 0) {
    const used = count(content.text, unit)
    return used > limit ? [{ kind: 'tooLong', used, limit }] : []
  }
  const tooMany: Problem[] =
    content.parts.length > limits.parts
      ? [{ kind: 'tooManyParts', parts: content.parts.length, limit: limits.parts }]
      : []
  const tooLong = content.parts.flatMap((part, index): Problem[] => {
    const used = count(part, unit)
    return used > limit ? [{ kind: 'tooLong', used, limit, part: index + 1 }] : []
  })
  return [...tooMany, ...tooLong]
}

function checkPictures(content: Content, limits: Limits): Problem[] {
  const { most, bytes, types } = limits.pictures
  const tooMany: Problem[] =
    content.pictures.length > most ? [{ kind: 'tooManyPictures', pictures: content.pictures.length, limit: most }] : []
  const each = content.pictures.flatMap((picture): Problem[] => [
    ...(picture.bytes > bytes ? [{ kind: 'pictureTooLarge', bytes: picture.bytes, limit: bytes } as const] : []),
    ...(types.includes(picture.type) ? [] : [{ kind: 'pictureType', type: picture.type } as const]),
    ...([...picture.alt].length > limits.altText
      ? [{ kind: 'altTooLong', used: [...picture.alt].length, limit: limits.altText } as const]
      : []),
  ])
  return [...tooMany, ...each]
}
