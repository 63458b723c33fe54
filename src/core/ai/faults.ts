// How a model call can fail: a closed list, told by status and code, never by words in a message.

/**
 * `auth` the key; `credit` no money left; `limited` too many calls; `overloaded` too busy; `refused` it will not do this;
 * `broken` no proper answer; `timeout` no word in time; `network` not reached; `unknownModel` no such model there;
 * `budget` our own limit is reached.
 */
export const faultKinds = [
  'auth',
  'credit',
  'limited',
  'overloaded',
  'refused',
  'broken',
  'timeout',
  'network',
  'unknownModel',
  'budget',
] as const
export type FaultKind = (typeof faultKinds)[number]

// What only says that something went wrong (api_error, server_error) is not here: the status says more.
const byCode: Record<string, FaultKind> = {
  // https://platform.claude.com/docs/en/api/errors
  authentication_error: 'auth',
  permission_error: 'auth',
  billing_error: 'credit',
  not_found_error: 'unknownModel',
  rate_limit_error: 'limited',
  overloaded_error: 'overloaded',
  timeout_error: 'timeout',
  // https://platform.openai.com/docs/guides/error-codes
  invalid_api_key: 'auth',
  insufficient_quota: 'credit',
  billing_hard_limit_reached: 'credit',
  model_not_found: 'unknownModel',
  rate_limit_exceeded: 'limited',
  content_filter: 'refused',
  // Gemini says a wrong key with status 400 and this reason.
  API_KEY_INVALID: 'auth',
}

const byStatus: Record<number, FaultKind> = {
  401: 'auth',
  402: 'credit',
  403: 'auth',
  404: 'unknownModel',
  408: 'timeout',
  429: 'limited',
  503: 'overloaded',
  504: 'timeout',
  529: 'overloaded',
}

/** The kind of an answer that is not success: by the first code that is known, else by the status. */
export function faultOf(status: number | undefined, codes: readonly unknown[]): FaultKind {
  for (const code of codes) {
    const kind = typeof code === 'string' ? byCode[code] : undefined
    if (kind !== undefined) return kind
  }
  if (status === undefined) return 'broken'
  return byStatus[status] ?? (status >= 500 ? 'broken' : 'refused')
}
