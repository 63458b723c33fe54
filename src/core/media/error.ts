// Why a file cannot be used, in words fit for the person who sent it.

/**
 * `notMedia`: no picture, film, sound or document at all. `unsupported`: one of a sort that cannot be read here.
 * `broken`: cut off or damaged. `noRoom`: the plan of the workspace is full.
 */
export type MediaErrorKind = 'notMedia' | 'tooLarge' | 'tooManyPixels' | 'broken' | 'unsupported' | 'noRoom'

/** A file that cannot be used. The message is a plain sentence; it never carries a name or a part of the file. */
export class MediaError extends Error {
  override readonly name = 'MediaError'
  readonly kind: MediaErrorKind

  constructor(kind: MediaErrorKind, say: string, cause?: unknown) {
    super(say, { cause })
    this.kind = kind
  }
}

/** A size in words: 950 KB, 3.2 MB. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} KB`
  const megabytes = bytes / 1_000_000
  return `${megabytes < 10 ? Number(megabytes.toFixed(1)) : Math.round(megabytes)} MB`
}
