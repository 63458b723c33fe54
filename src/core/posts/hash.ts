// What an approval is bound to: hashes over all that the public sees.
import { createHash } from 'node:crypto'
import type { Content, PlatformId } from '../platform.ts'

/** The hash of one network's words: text, parts, pictures by content, order and alt text, options, and the account. */
export function variantHash(variant: { platform: PlatformId; accountId: string; content: Content }): string {
  const { text, parts, pictures, films = [], document, options } = variant.content
  return sha256([
    variant.platform,
    variant.accountId,
    text,
    parts,
    pictures.map((picture) => [picture.sha256, picture.alt]),
    Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    // Without films and documents the hash is what it was before there were any.
    ...(films.length > 0 ? [films.map(({ sha256: file, alt }) => (alt === undefined ? file : [file, alt]))] : []),
    ...(document === undefined ? [] : [{ document: document.sha256, title: document.title }]),
  ])
}

/** The hash of a version: of its variants, whatever their order. */
export function versionHash(variantHashes: readonly string[]): string {
  return sha256(variantHashes.toSorted())
}

function sha256(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}
