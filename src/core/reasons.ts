// Why something remote did not go as asked: a closed list of codes with what to fill in. The words are made in bot/replies.

/** Every reason. `vendorSays` carries the network's own words. */
export const reasonCodes = [
  'switchedOff',
  'ourFault',
  'noAnswer',
  'unreadable',
  'unclear',
  'trouble',
  'asksToWait',
  'notLetIn',
  'lacksRight',
  'notAccepted',
  'installationRefused',
  'takenDown',
  'suspended',
  'accountOff',
  'pictureTooLarge',
  'pictureType',
  'pictureUnreadable',
  'pictureUnfinished',
  'pictureBusy',
  'pictureThin',
  'pictureGone',
  'filmGone',
  'filmRefused',
  'filmUnfinished',
  'filmNotHere',
  'nothingStored',
  'sessionOver',
  'otherAccount',
  'disconnected',
  'accessUnopened',
  'privateAddress',
  'privateHost',
  'noDelete',
  'noEdit',
  'noSuchPart',
  'nothingThere',
  'gone',
  'goneOrOld',
  'partsFixed',
  'messagesFixed',
  'visibilityFixed',
  'vendorSays',
  'botRefused',
  'botShared',
  'notAdmin',
  'needName',
  'needPassword',
  'notServerAddress',
  'mainPassword',
  'wrongPassword',
  'notBluesky',
  'needsHttps',
  'noConsent',
  'clientUnread',
  'addressChanged',
  'otherSignedIn',
  'nobody',
  'needServer',
  'codeRefused',
  'notMastodon',
  'needToken',
  'tokenRefused',
  'writeChannel',
  'noChannel',
  'notChannel',
  'makeAdmin',
  'onlyAdmin',
  'clientRefused',
  'scopesMissing',
  'noPage',
  'noInstagram',
  'duplicate',
  'noCredits',
  'versionOver',
  'onlyReplies',
  'quotaUsed',
  'blockedForNow',
  'pictureUnfetched',
  'pictureShape',
  'tooLong',
  'tooManyTags',
  'linkLimit',
  'mediaGone',
  'confirmThere',
  'commentRefused',
  'commentUnclear',
  'notOurs',
] as const
export type ReasonCode = (typeof reasonCodes)[number]

/** A reason with its data: never a token, never a payload. */
export type Reason = { code: ReasonCode; data: Readonly<Record<string, string>> }

/** A reason as it is stored. */
export function written({ code, data }: Reason): string {
  return Object.keys(data).length === 0 ? code : `${code} ${JSON.stringify(data)}`
}

/** A stored reason, or undefined for words that are none. */
export function readReason(stored: string): Reason | undefined {
  const [, word, json] = /^(\w+)(?: (\{.*\}))?$/s.exec(stored) ?? []
  const code = reasonCodes.find((one) => one === word)
  return code && { code, data: json === undefined ? {} : JSON.parse(json) }
}
