// What `doctor` finds out, one line each.

/** `fail` is what keeps Leopost from working, `warn` what somebody should look at. `fix` says what to do. */
export type Finding = { level: 'ok' | 'warn' | 'fail'; about: string; say: string; fix?: string }

/** All is well with it. */
export function ok(about: string, say: string): Finding {
  return { level: 'ok', about, say }
}

/** Somebody should look at it. */
export function warn(about: string, say: string, fix: string): Finding {
  return { level: 'warn', about, say, fix }
}

/** Leopost does not work like this. */
export function fail(about: string, say: string, fix: string): Finding {
  return { level: 'fail', about, say, fix }
}

/** A finding as lines for a person. */
export function printed({ level, about, say, fix }: Finding): string {
  const line = `${level.padEnd(4)}  ${about.padEnd(13)}  ${say}`
  return fix === undefined ? line : `${line}\n${' '.repeat(21)}-> ${fix}`
}
