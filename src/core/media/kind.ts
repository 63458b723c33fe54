// What a file is, by its first bytes. Neither its name nor what the sender calls it counts.

/** The types that are taken in. */
export const mediaTypes = [
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/heic',
  'video/mp4',
  'video/quicktime',
  'video/3gpp',
  'video/webm',
  'audio/webm',
  'audio/ogg',
  'audio/mpeg',
  'audio/mp4',
  'audio/aac',
  'audio/amr',
  'audio/wav',
  'audio/flac',
  'application/pdf',
  'text/plain',
] as const

export type MediaType = (typeof mediaTypes)[number]

/**
 * The type of a file, or undefined for anything that is none of them: programs, web pages, SVG and text in any
 * disguise.
 */
export function kindOf(bytes: Uint8Array): MediaType | undefined {
  if (ascii(bytes, 4, 8) === 'ftyp') return soundOnly(bytes, kindOfContainer(bytes))
  if (ascii(bytes, 0, 4) === 'RIFF') return riffKinds[ascii(bytes, 8, 12)]
  if (startsWith(bytes, [0x1a, 0x45, 0xdf, 0xa3]))
    return ascii(bytes, 0, 64).includes('webm') ? kindOfWeb(bytes) : undefined
  return signatures.find(([start]) => startsWith(bytes, start))?.[1]
}

const textNames = /\.(?:txt|text|md|markdown)$/i
const textTypes = /^text\/(?:plain|markdown|x-markdown)\b/i

/** True for a file that its sender calls a text; whether it is one is for `readsAsText`. */
export function isCalledText({ name, type }: { name?: string | undefined; type?: string | undefined }): boolean {
  return name === undefined ? textTypes.test(type ?? '') : textNames.test(name)
}

/** True for bytes that are words and nothing else: valid UTF-8 or marked UTF-16, no control signs, no markup, no script. */
export function readsAsText(bytes: Uint8Array): boolean {
  const mark = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0)
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.trim() !== '' && !/[\0-\b\v\x0e-\x1f\x7f]/.test(text) && !/^\s*(?:<[a-z!?]|#!|%!)/i.test(text)
  } catch {
    // No text in any encoding that is taken.
    return false
  }
}

/** The tracks stand at the beginning: a recording of a browser has sound and no picture. */
function kindOfWeb(bytes: Uint8Array): MediaType {
  const start = ascii(bytes, 0, headBytes)
  return start.includes('A_') && !start.includes('V_') ? 'audio/webm' : 'video/webm'
}

/** A film whose tracks, where they are at the beginning, are sound alone is a recording. */
function soundOnly(bytes: Uint8Array, kind: MediaType | undefined): MediaType | undefined {
  if (kind !== 'video/mp4') return kind
  const start = ascii(bytes, 0, headBytes)
  return start.includes('hdlr') && start.includes('soun') && !start.includes('vide') ? 'audio/mp4' : kind
}

const headBytes = 4_096

/** The file ending that goes with a type. */
export function endingOf(type: MediaType): string {
  return endings[type]
}

const riffKinds: Record<string, MediaType> = { WEBP: 'image/webp', WAVE: 'audio/wav' }

const signatures: [number[], MediaType][] = [
  [[0xff, 0xd8, 0xff], 'image/jpeg'],
  [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 'image/png'],
  [codes('GIF87a'), 'image/gif'],
  [codes('GIF89a'), 'image/gif'],
  [codes('%PDF-'), 'application/pdf'],
  [codes('OggS'), 'audio/ogg'],
  [codes('ID3'), 'audio/mpeg'],
  [codes('#!AMR'), 'audio/amr'],
  [codes('fLaC'), 'audio/flac'],
  // A frame of MPEG audio, layer three, with and without checksum, in its three versions.
  ...[0xfb, 0xfa, 0xf3, 0xf2, 0xe3, 0xe2].map((second): [number[], MediaType] => [[0xff, second], 'audio/mpeg']),
  [[0xff, 0xf1], 'audio/aac'],
  [[0xff, 0xf9], 'audio/aac'],
]

/** Brands of the ISO base media container; any other brand in a file that names one of the known ones is a film. */
const brands: [RegExp, MediaType][] = [
  [/^avi[fs]/, 'image/avif'],
  [/^(hei[cxms]|hev[cxms])/, 'image/heic'],
  [/^qt {2}/, 'video/quicktime'],
  [/^M4[AB] /, 'audio/mp4'],
  [/^3g[pg2]/, 'video/3gpp'],
  [/^(isom|iso[2-9]|mp4[12]|avc1|M4V|MSNV|dash|f4v)/, 'video/mp4'],
]

function kindOfContainer(bytes: Uint8Array): MediaType | undefined {
  const size = Math.min(256, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0))
  const named = [ascii(bytes, 8, 12)]
  for (let at = 16; at + 4 <= size; at += 4) named.push(ascii(bytes, at, at + 4))
  for (const name of named) {
    const known = brands.find(([brand]) => brand.test(name))
    if (known) return known[1]
  }
  return undefined
}

const endings: Record<MediaType, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/heic': 'heic',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/3gpp': '3gp',
  'video/webm': 'webm',
  'audio/webm': 'weba',
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
}

function startsWith(bytes: Uint8Array, start: number[]): boolean {
  return start.every((value, index) => bytes[index] === value)
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to))
}

function codes(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0))
}
