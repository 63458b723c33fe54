// The closed lists that are also column values: one word for one thing, in code and in tables.

/** Every network Leopost knows by name, connected or not. */
export const platformIds = [
  'x',
  'linkedin',
  'facebook',
  'instagram',
  'threads',
  'bluesky',
  'mastodon',
  'telegram',
  'practice',
] as const
export type PlatformId = (typeof platformIds)[number]

/** The languages of the chat. */
export const languages = ['en', 'it'] as const
export type Language = (typeof languages)[number]

/** What a member may do: owner everything, approver drafts and approves, editor drafts, viewer reads. */
export const roles = ['owner', 'editor', 'approver', 'viewer'] as const
export type Role = (typeof roles)[number]

/** What an API token may do; each includes the one before. */
export const scopes = ['draft', 'approve', 'admin'] as const
export type Scope = (typeof scopes)[number]

/** The statuses of a publication; the moves between them are in core/publishing/status.ts. */
export const publicationStatuses = [
  'draft',
  'awaiting_approval',
  'scheduled',
  'armed',
  'sending',
  'published',
  'failed',
  'unconfirmed',
  'cancelled',
] as const
export type PublicationStatus = (typeof publicationStatuses)[number]

/** How a call to a network can fail; the machine's answer to each is in core/errors.ts. */
export const faultKinds = ['auth', 'rejected', 'limited', 'unavailable', 'operator', 'unknown'] as const
export type FaultKind = (typeof faultKinds)[number]

/**
 * How an attempt can end. `wait` is a saved step of a ratchet; `corrected` changed what was
 * public already; `absent` is a lost answer that was proved to have had
 * no effect; a fault kind is what the network said.
 */
export const attemptEnds = ['published', 'corrected', 'wait', 'absent', 'withdrawn', ...faultKinds] as const
export type AttemptEnd = (typeof attemptEnds)[number]

/** The providers of models that a route may name. */
export const modelProviders = ['anthropic', 'openai', 'gemini', 'compatible'] as const
export type ModelProvider = (typeof modelProviders)[number]

/** What a call to a model was for, as it is paid. */
export const usageKinds = ['text', 'picture', 'transcript', 'embedding'] as const
export type UsageKind = (typeof usageKinds)[number]
/** How a picture that a model is asked for stands. */
export const drawingStatuses = ['waiting', 'asking', 'done', 'failed'] as const
/** How a change of what is public stands. `sending` may be tried again at any time: a change to the same words is harmless. */
export const correctionStatuses = ['waiting', 'sending', 'done', 'failed', 'cancelled'] as const
export type CorrectionStatus = (typeof correctionStatuses)[number]
/** Where something that is remembered of a brand came from: settings, the chat, a website, a paste, a network, or a proposal that was taken. */
export const sources = ['given', 'said', 'site', 'pasted', 'imported', 'learned', 'liked'] as const
export type Source = (typeof sources)[number]

/** Why a publication failed: as the network said, or because its words break a rule of the brand. */
export const failureKinds = [...faultKinds, 'forbidden'] as const
export type FailureKind = (typeof failureKinds)[number]

/** How a request for a yes ended. `changed`: another version took its place. */
export const requestEnds = ['approved', 'changesAsked', 'changed', 'expired', 'withdrawn'] as const
export type RequestEnd = (typeof requestEnds)[number]

/** What members are told of, each as they choose. */
export const noticeKinds = ['published', 'failed', 'unconfirmed', 'approval', 'accountLost'] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** How members are told. */
export const noticeWays = ['chat', 'mail', 'webhook'] as const
export type NoticeWay = (typeof noticeWays)[number]
