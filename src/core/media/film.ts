// What a film is, as far as networks care.

/** A film as numbers. What could not be found out is not there. */
export type Film = {
  seconds?: number
  width?: number
  height?: number
  /** As MP4 names them: avc1, hvc1, vp09; mp4a, Opus. */
  video?: string
  audio?: string
  framesPerSecond?: number
}
