// Configuration -> the chats and networks that are switched on, one line each.
import type { Chat } from '../core/chat.ts'
import type { Logger } from '../core/context.ts'
import { type OwnLimits, withLimits } from '../core/limits.ts'
import type { Platform } from '../core/platform.ts'
import type { Quotas } from '../core/quotas.ts'
import { createTelegram } from './chat/telegram/index.ts'
import { createWhatsAppCloud, type WhatsAppCloudConfig } from './chat/whatsapp-cloud/index.ts'
import { createTwilio, type TwilioConfig } from './chat/whatsapp-twilio/index.ts'
import { createWhatsAppWeb } from './chat/whatsapp-web/index.ts'
import type { Request } from './request.ts'
import { createBluesky } from './social/bluesky/index.ts'
import { createFacebook } from './social/facebook/index.ts'
import { createInstagram } from './social/instagram/index.ts'
import { createLinkedin } from './social/linkedin/index.ts'
import { createMastodon } from './social/mastodon/index.ts'
import { type Board, createPractice } from './social/practice/index.ts'
import { createTelegramChannel } from './social/telegram/index.ts'
import { createThreads } from './social/threads/index.ts'
import { createX } from './social/x/index.ts'

/** The bot of this installation: a chat, and the author of posts in channels. */
export type TelegramBot = { token: string; apiRoot: string; webhookSecret?: string | undefined }

/** What the networks are made from. */
export type Networks = {
  board: Board
  publicUrl: () => string
  /** 32 secret bytes for each key of the installation, the current one first: what proves at a network that it is this one. */
  seeds: () => readonly Uint8Array[]
  now: () => Date
  request: Request
  telegram: TelegramBot | undefined
  quotas: Quotas
  /** Where films go for Bluesky. */
  bluesky: { video: string }
  apps: Apps
  /** What the operator knows better of them. */
  limits?: OwnLimits
}

type App = { clientId: string; clientSecret: string | undefined }

/** The apps of the operator at networks: a network is on where there is one. */
export type Apps = {
  x: (App & { apiRoot: string; readsAMonth?: number | undefined }) | undefined
  linkedin: (App & { apiRoot: string; version: string }) | undefined
  meta: (App & { graphRoot: string; version: string }) | undefined
  threads: (App & { apiRoot: string }) | undefined
}

/** Every network this installation can publish to. */
export function createPlatforms({ board, publicUrl, seeds, limits = {}, ...given }: Networks): Platform[] {
  const { now, request, telegram, quotas, apps, bluesky } = given
  const installation = { publicUrl, seeds }
  const outside = { request, now, quotas }
  const platforms = [
    createPractice({ board, pageUrl: () => `${publicUrl()}/practice`, now }),
    createBluesky({ request, now, installation, places: bluesky }),
    createMastodon({ request, now }),
    ...(telegram === undefined ? [] : [createTelegramChannel({ ...telegram, request, now })]),
    ...(apps.x === undefined ? [] : [createX({ ...apps.x, ...outside })]),
    ...(apps.linkedin === undefined ? [] : [createLinkedin({ ...apps.linkedin, ...outside })]),
    ...(apps.meta === undefined ? [] : [createFacebook({ ...apps.meta, ...outside })]),
    ...(apps.meta === undefined ? [] : [createInstagram({ ...apps.meta, ...outside })]),
    ...(apps.threads === undefined ? [] : [createThreads({ ...apps.threads, ...outside })]),
  ]
  return platforms.map((platform) => withLimits(platform, limits))
}

/** What the chats are made from. `publicUrl` is the address set by the operator, if any: chats are called there. */
export type Chats = {
  publicUrl: string | undefined
  now: () => Date
  request: Request
  log: Logger
  hold: (name: string) => Promise<boolean>
  telegram: TelegramBot | undefined
  /** The folder of the data and the browser, where WhatsApp in a browser is on. */
  dataDir: string
  whatsappWeb: { chromium: string } | undefined
  twilio: Omit<TwilioConfig, 'publicUrl' | 'request' | 'now' | 'log'> | undefined
  whatsappCloud: Omit<WhatsAppCloudConfig, 'request' | 'now' | 'log'> | undefined
}

/** Every chat that must be delivered to. */
export function createChats({ telegram, whatsappCloud, whatsappWeb, twilio, ...given }: Chats): Chat[] {
  const { publicUrl } = given
  return [
    ...(telegram === undefined ? [] : [createTelegram({ ...telegram, ...given })]),
    ...(whatsappCloud === undefined ? [] : [createWhatsAppCloud({ ...whatsappCloud, ...given })]),
    // Twilio signs its calls with the address it was given; without one there is nothing to hold them against.
    ...(twilio === undefined || publicUrl === undefined ? [] : [createTwilio({ ...twilio, ...given, publicUrl })]),
    ...(whatsappWeb === undefined ? [] : [createWhatsAppWeb({ ...whatsappWeb, ...given })]),
  ]
}
