// A provider's error as a cause that may be logged.

/** The same error without the key, wherever the provider repeated it; what else hangs on it (headers, body) is left behind. */
export function withoutKey(error: Error, apiKey: string | undefined): Error {
  const clean = (text: string) => (apiKey === undefined ? text : text.replaceAll(apiKey, '[secret]'))
  const cause = error.cause instanceof Error ? withoutKey(error.cause, apiKey) : undefined
  const bare = new Error(clean(error.message), { cause })
  bare.name = error.constructor.name
  bare.stack = clean(error.stack ?? '')
  return bare
}
