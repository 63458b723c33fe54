// How long a recording is, from its own bytes where its container says so, else at most.

/** Speech in chats has at least so many bytes a second; a recording of unknown length is taken as long as that makes it. */
const leastBytes = 1_500

/** Seconds of a recording, rounded up; exact for Ogg and WAV, an upper estimate for everything else. */
export function secondsOf(bytes: Uint8Array, type: string): number {
  const exact = type === 'audio/ogg' ? oggSeconds(bytes) : type === 'audio/wav' ? wavSeconds(bytes) : undefined
  return Math.max(1, Math.ceil(exact ?? bytes.length / leastBytes))
}

/** The position of the last page, at 48 kHz for Opus whatever was recorded; other codecs say their rate at the start. */
function oggSeconds(bytes: Uint8Array): number | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const last = buffer.lastIndexOf('OggS')
  if (last < 0 || last + 14 > buffer.length) return undefined
  const position = Number(buffer.readBigUInt64LE(last + 6))
  const vorbis = buffer.indexOf('\x01vorbis', 0, 'latin1')
  const rate = vorbis >= 0 && vorbis < 100 && vorbis + 16 <= buffer.length ? buffer.readUInt32LE(vorbis + 12) : 48_000
  const seconds = position / rate
  return Number.isFinite(seconds) && seconds < 86_400 ? seconds : undefined
}

function wavSeconds(bytes: Uint8Array): number | undefined {
  if (bytes.length < 44) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const perSecond = view.getUint32(28, true)
  return perSecond > 0 ? (bytes.length - 44) / perSecond : undefined
}
