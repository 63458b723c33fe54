// What Instagram's own codes mean. https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes
import type { Meanings } from '../graph.ts'

/** By "code/subcode", subcode or code. */
export const meanings: Meanings = {
  24: ['auth', 'lacksRight'],
  2207050: ['auth', 'suspended'],
  2207042: ['limited', 'quotaUsed'],
  2207051: ['limited', 'blockedForNow'],
  36000: ['rejected', 'pictureTooLarge'],
  2207004: ['rejected', 'pictureTooLarge'],
  36001: ['rejected', 'pictureType'],
  2207005: ['rejected', 'pictureType'],
  36003: ['rejected', 'pictureShape'],
  2207009: ['rejected', 'pictureShape'],
  36004: ['rejected', 'tooLong'],
  2207010: ['rejected', 'tooLong'],
  2207040: ['rejected', 'tooManyTags'],
  2207028: ['rejected', 'notAccepted'],
  2207026: ['rejected', 'filmRefused'],
  352: ['rejected', 'filmRefused'],
  9004: ['unavailable', 'pictureUnfetched'],
  2207052: ['unavailable', 'pictureUnfetched'],
  2207003: ['unavailable', 'pictureUnfetched'],
  9007: ['unavailable', 'pictureBusy'],
  2207027: ['unavailable', 'pictureBusy'],
  2207006: ['unavailable', 'pictureBusy'],
  2207008: ['unavailable', 'pictureBusy'],
  2207032: ['unavailable', 'trouble'],
  2207053: ['unavailable', 'trouble'],
}

/** A container that is not ready, or not known yet. */
export const notReadyCodes = ['9007', '2207027', '2207006', '2207008']

/** What a container that failed says by its code, and whether another one may do. */
export const failures: Record<string, { reason: 'pictureUnfetched' | 'pictureUnreadable'; canRemake: boolean }> = {
  2207003: { reason: 'pictureUnfetched', canRemake: true },
  2207052: { reason: 'pictureUnfetched', canRemake: true },
  2207020: { reason: 'pictureUnreadable', canRemake: true },
  2207032: { reason: 'pictureUnreadable', canRemake: true },
  2207053: { reason: 'pictureUnreadable', canRemake: true },
  2207077: { reason: 'pictureUnreadable', canRemake: true },
  2207082: { reason: 'pictureUnreadable', canRemake: true },
}
