// What a network would refuse, from its limits alone. Adapters add what only they know.
import { isShaped } from '../media/shapes.ts'
import type { Content, Limits } from '../platform.ts'
import type { Problem } from '../problem.ts'
import { count } from './count.ts'

/** The problems of content under limits; an empty list means it can be sent. */
export function checkContent(content: Content, limits: Limits): Problem[] {
  return [
    ...checkText(content, limits),
    ...checkPictures(content, limits),
    ...checkFilms(content, limits),
    ...checkDocument(content, limits),
  ]
}

function checkText(content: Content, limits: Limits): Problem[] {
  const { limit, unit } = limits.text
  const hasMedia = content.pictures.length + (content.films ?? []).length > 0 || content.document !== undefined
  if (content.text.trim() === '' && !hasMedia) return [{ kind: 'empty' }]
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
  const { most, bytes, types, shapes } = limits.pictures
  const tooMany: Problem[] =
    content.pictures.length > most ? [{ kind: 'tooManyPictures', pictures: content.pictures.length, limit: most }] : []
  const each = content.pictures.flatMap((picture): Problem[] => [
    ...(picture.bytes > bytes ? [{ kind: 'pictureTooLarge', bytes: picture.bytes, limit: bytes } as const] : []),
    ...(types.includes(picture.type) ? [] : [{ kind: 'pictureType', type: picture.type } as const]),
    ...([...picture.alt].length > limits.altText
      ? [{ kind: 'altTooLong', used: [...picture.alt].length, limit: limits.altText } as const]
      : []),
  ])
  const isTaken = shapes === undefined || content.pictures.every((picture) => isShaped(picture, shapes))
  const strange: Problem[] = isTaken ? [] : [{ kind: 'pictureShape', least: shapes.least, most: shapes.most }]
  return [...tooMany, ...each, ...strange]
}

function checkDocument({ document, pictures, films = [] }: Content, { documents: limits }: Limits): Problem[] {
  if (document === undefined) return []
  if (limits === undefined) return [{ kind: 'documentNotTaken' }]
  const { bytes, pages = 1 } = document
  return [
    ...(bytes > limits.bytes ? [{ kind: 'documentTooLarge', bytes, limit: limits.bytes } as const] : []),
    ...(pages > limits.pages ? [{ kind: 'documentTooLong', pages, limit: limits.pages } as const] : []),
    ...(pictures.length + films.length > 0 ? [{ kind: 'documentBesideMedia' } as const] : []),
  ]
}

function checkFilms({ films = [], pictures }: Content, { films: limits, altText }: Limits): Problem[] {
  if (films.length === 0) return []
  if (limits === undefined) return [{ kind: 'filmNotTaken' }]
  const { least, most } = limits.seconds
  const each = films.flatMap(({ type, bytes, film, alt = '' }): Problem[] => {
    const used = [...alt].length
    const { seconds, video, audio } = film
    const strange = [video, audio].filter((codec) => codec !== undefined && !limits.codecs.includes(codec))
    return [
      ...(used > altText ? [{ kind: 'altTooLong', used, limit: altText } as const] : []),
      ...(bytes > limits.bytes ? [{ kind: 'filmTooLarge', bytes, limit: limits.bytes } as const] : []),
      ...(seconds !== undefined && (seconds < least || seconds > most)
        ? [{ kind: 'filmLength', seconds, least, most } as const]
        : []),
      ...(limits.types.includes(type)
        ? strange.map((codec) => ({ kind: 'filmCodec', codec: codec ?? '' }) as const)
        : [{ kind: 'filmType', type } as const]),
    ]
  })
  return [
    ...(films.length > limits.most ? [{ kind: 'tooManyFilms', films: films.length, limit: limits.most } as const] : []),
    ...(pictures.length > 0 ? [{ kind: 'filmBesidePictures' } as const] : []),
    ...each,
    ...(limits.isPublished ? [] : [{ kind: 'filmNotYet' } as const]),
  ]
}
