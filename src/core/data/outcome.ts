// How what was asked about a workspace's data ended, said in bot/replies/data.

export type DataOutcome =
  | { kind: 'exportBegun' }
  /** The archive can be had at this address, for a day. */
  | { kind: 'exported'; url: string; bytes: number }
  | { kind: 'exportFailed' }
