// How what was asked about a workspace's data ended, said in bot/replies/data.
import type { PlatformId } from '../platform.ts'

export type DataOutcome =
  | { kind: 'exportBegun' }
  /** The archive can be had at this address, for a day. */
  | { kind: 'exported'; url: string; bytes: number }
  | { kind: 'exportFailed' }
  /** What erasing takes and where it is begun; what waits already. `signsIn`: the address lets its person in, once. */
  | {
      kind: 'erasing'
      url: string
      signsIn: boolean
      isOwner: boolean
      workspaceDueAt: Date | null
      personDueAt: Date | null
      zone: string
    }
  /** What waited is kept; nothing where nothing waited. */
  | { kind: 'kept'; what: ('workspace' | 'person')[] }
  /* To the other owners of a workspace. */
  | { kind: 'erasureAsked'; by: string; dueAt: Date; zone: string }
  | { kind: 'erasureDropped'; by: string }
  /** It is over: at these networks the access could not be ended from here. */
  | { kind: 'workspaceEnds'; name: string; left: { platform: PlatformId; account: string }[] }
