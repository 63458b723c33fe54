// The only reader of the environment: one schema, all faults told at once, by variable name.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { priceFile } from './core/ai/prices.ts'
import { readRoute } from './core/ai/routes.ts'
import { limitsFile } from './core/limits.ts'
import { isZone } from './core/time/zones.ts'
import { jsonFile } from './json-file.ts'
import { onPath, usualChromium } from './programs.ts'

const address = z.url({ protocol: /^https?$/ })
const text = z.string().min(1)
const route = text.transform((given, ctx) => {
  const read = readRoute(given)
  if (read === undefined)
    ctx.addIssue(
      'not a route like anthropic:model,openai:model; providers are anthropic openai gemini compatible words',
    )
  return read ?? []
})

const template = z
  .string()
  .regex(/^[a-z0-9_]+:[a-zA-Z_]{2,6}$/, 'not a template and its language like write_to_us:en')
  .transform((given) => {
    const [name = '', language = ''] = given.split(':')
    return { name, language }
  })

const schema = z.object({
  HOST: text.default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PUBLIC_URL: address.optional(),
  DATA_DIR: text.default('./data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  LEOPOST_KEY: z.string().min(32, 'at least 32 characters').optional(),
  CHROMIUM_PATH: text.optional(),
  FFPROBE_PATH: text.optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  TZ: text.refine(isZone, 'not a time zone like Europe/Rome').optional(),
  SIGNUP: z.enum(['invite', 'open']).default('invite'),
  ALLOW_PRIVATE_HOSTS: z.string().default(''),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/, 'not a token as @BotFather gives it, like 123456789:AAF...')
    .optional(),
  TELEGRAM_API_ROOT: address.default('https://api.telegram.org'),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{1,256}$/, '1 to 256 letters, digits, _ and -')
    .optional(),
  WHATSAPP_CLOUD_TOKEN: text.optional(),
  WHATSAPP_CLOUD_PHONE_ID: z.string().regex(/^\d+$/, 'not the id of a number: digits only').optional(),
  WHATSAPP_CLOUD_APP_SECRET: text.optional(),
  WHATSAPP_CLOUD_VERIFY_TOKEN: text.optional(),
  WHATSAPP_CLOUD_API_ROOT: address.default('https://graph.facebook.com'),
  WHATSAPP_CLOUD_TEMPLATE: template.optional(),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/i, 'not an account like AC and 32 digits')
    .optional(),
  TWILIO_AUTH_TOKEN: text.optional(),
  TWILIO_WHATSAPP_FROM: z
    .string()
    .regex(/^(whatsapp:)?\+\d{5,15}$/, 'not a number like +14155238886')
    .optional(),
  TWILIO_API_ROOT: address.default('https://api.twilio.com'),
  TWILIO_TEMPLATE_SID: z
    .string()
    .regex(/^HX[0-9a-f]{32}$/i, 'not a template like HX and 32 digits')
    .optional(),
  WHATSAPP_WEB: z.enum(['on', 'off']).default('off'),
  BLUESKY_VIDEO_ROOT: address.default('https://video.bsky.app'),
  X_CLIENT_ID: text.optional(),
  X_CLIENT_SECRET: text.optional(),
  X_READS_A_MONTH: z.coerce.number().int().min(0).optional(),
  X_API_ROOT: address.default('https://api.x.com'),
  LINKEDIN_CLIENT_ID: text.optional(),
  LINKEDIN_CLIENT_SECRET: text.optional(),
  LINKEDIN_API_ROOT: address.default('https://api.linkedin.com'),
  LINKEDIN_VERSION: z
    .string()
    .regex(/^20\d{4}$/, 'a month like 202609')
    .default('202609'),
  META_APP_ID: text.optional(),
  META_APP_SECRET: text.optional(),
  META_GRAPH_ROOT: address.default('https://graph.facebook.com'),
  META_GRAPH_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, 'a version like v25.0')
    .default('v25.0'),
  THREADS_APP_ID: text.optional(),
  THREADS_APP_SECRET: text.optional(),
  THREADS_API_ROOT: address.default('https://graph.threads.net'),
  S3_ENDPOINT: address.optional(),
  S3_BUCKET: text.optional(),
  S3_REGION: text.default('us-east-1'),
  S3_ACCESS_KEY_ID: text.optional(),
  S3_SECRET_ACCESS_KEY: text.optional(),
  ANTHROPIC_API_KEY: text.optional(),
  ANTHROPIC_BASE_URL: address.optional(),
  OPENAI_API_KEY: text.optional(),
  OPENAI_BASE_URL: address.optional(),
  GEMINI_API_KEY: text.optional(),
  GEMINI_BASE_URL: address.optional(),
  COMPATIBLE_API_KEY: text.optional(),
  COMPATIBLE_BASE_URL: address.optional(),
  AI_ROUTE_UNDERSTAND: route.optional(),
  AI_ROUTE_DRAFT: route.optional(),
  AI_ROUTE_REVISE: route.optional(),
  AI_ROUTE_DESCRIBE: route.optional(),
  AI_ROUTE_TRANSCRIBE: route.optional(),
  AI_ROUTE_PICTURE: route.optional(),
  AI_ROUTE_EMBED: route.optional(),
  AI_ROUTE_CHEAP: route.optional(),
  AI_PRICES: jsonFile(priceFile, 'prices like {"openai:model": {"read": 2, "written": 10}}').optional(),
  NETWORK_LIMITS: jsonFile(limitsFile, 'limits like {"facebook": {"films": {"bytes": 4000000000}}}').optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/, 'not an address like desk@example.org or Leopost <desk@example.org>')
    .optional(),
})

/** Everything that can be set, read once and checked. */
export type Config = ReturnType<typeof readConfig>

/** Thrown when the environment is wrong; `faults` has one line for each variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly faults: string[]

  constructor(faults: string[]) {
    super(`The configuration is wrong:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
    this.faults = faults
  }
}

/** Reads `.env` where there is one; variables that are already set win. */
export function loadEnvFile(path = '.env'): void {
  if (existsSync(path)) process.loadEnvFile(path)
}

/** Checks the environment; an empty variable counts as not set. Throws a ConfigError with every fault. */
export function readConfig(env: Record<string, string | undefined> = process.env) {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const read = schema.safeParse(given)
  const faults = read.success ? [] : read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  if (given.DATABASE_URL !== undefined && given.LEOPOST_KEY === undefined)
    faults.push('LEOPOST_KEY: required with DATABASE_URL, at least 32 characters (openssl rand -base64 32)')
  if (given.DATABASE_OWNER_URL !== undefined && given.DATABASE_URL === undefined)
    faults.push('DATABASE_OWNER_URL: needs DATABASE_URL beside it')
  for (const needs of [cloudNeeds, twilioNeeds, mailNeeds, s3Needs]) faults.push(...together(given, needs))
  if (given.S3_ENDPOINT !== undefined && given.S3_BUCKET === undefined)
    faults.push('S3_BUCKET: required with S3_ENDPOINT')
  if (given.TWILIO_AUTH_TOKEN !== undefined && given.PUBLIC_URL === undefined)
    faults.push('PUBLIC_URL: required with TWILIO_AUTH_TOKEN, as Twilio signs its calls with that address')
  for (const [id, secret] of [
    ['LINKEDIN_CLIENT_ID', 'LINKEDIN_CLIENT_SECRET'],
    ['META_APP_ID', 'META_APP_SECRET'],
    ['THREADS_APP_ID', 'THREADS_APP_SECRET'],
  ] as const) {
    if (given[id] !== undefined && given[secret] === undefined) faults.push(`${secret}: needed beside ${id}`)
  }
  if (!read.success || faults.length > 0) throw new ConfigError(faults)
  const v = read.data
  return {
    host: v.HOST,
    port: v.PORT,
    publicUrl: v.PUBLIC_URL?.replace(/\/+$/, ''),
    dataDir: resolve(v.DATA_DIR),
    databaseUrl: v.DATABASE_URL,
    databaseOwnerUrl: v.DATABASE_OWNER_URL,
    key: v.LEOPOST_KEY,
    chromiumPath: v.CHROMIUM_PATH,
    ffprobe: v.FFPROBE_PATH ?? onPath('ffprobe', env.PATH ?? ''),
    logLevel: v.LOG_LEVEL,
    zone: v.TZ ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    signUp: v.SIGNUP,
    allowPrivateHosts: v.ALLOW_PRIVATE_HOSTS.split(',')
      .map((host) => host.trim())
      .filter((host) => host !== ''),
    telegram: bot(v.TELEGRAM_BOT_TOKEN, v.TELEGRAM_API_ROOT, v.TELEGRAM_WEBHOOK_SECRET),
    whatsappCloud: cloud(v),
    twilio: twilio(v),
    mail: v.SMTP_URL === undefined || v.MAIL_FROM === undefined ? undefined : { url: v.SMTP_URL, from: v.MAIL_FROM },
    s3: bucket(v),
    whatsappWeb: v.WHATSAPP_WEB === 'on' ? { chromium: v.CHROMIUM_PATH ?? usualChromium() } : undefined,
    limits: v.NETWORK_LIMITS ?? {},
    bluesky: { video: bare(v.BLUESKY_VIDEO_ROOT) },
    apps: {
      x: app(v.X_CLIENT_ID, v.X_CLIENT_SECRET, {
        apiRoot: bare(v.X_API_ROOT),
        readsAMonth: v.X_READS_A_MONTH,
      }),
      linkedin: app(v.LINKEDIN_CLIENT_ID, v.LINKEDIN_CLIENT_SECRET, {
        apiRoot: bare(v.LINKEDIN_API_ROOT),
        version: v.LINKEDIN_VERSION,
      }),
      meta: app(v.META_APP_ID, v.META_APP_SECRET, {
        graphRoot: bare(v.META_GRAPH_ROOT),
        version: v.META_GRAPH_VERSION,
      }),
      threads: app(v.THREADS_APP_ID, v.THREADS_APP_SECRET, { apiRoot: bare(v.THREADS_API_ROOT) }),
    },
    models: {
      anthropic: access(v.ANTHROPIC_API_KEY, v.ANTHROPIC_BASE_URL),
      openai: access(v.OPENAI_API_KEY, v.OPENAI_BASE_URL),
      gemini: access(v.GEMINI_API_KEY, v.GEMINI_BASE_URL),
      compatible: access(v.COMPATIBLE_API_KEY, v.COMPATIBLE_BASE_URL),
      routes: {
        understand: v.AI_ROUTE_UNDERSTAND,
        draft: v.AI_ROUTE_DRAFT,
        revise: v.AI_ROUTE_REVISE,
        describe: v.AI_ROUTE_DESCRIBE,
        transcribe: v.AI_ROUTE_TRANSCRIBE,
        picture: v.AI_ROUTE_PICTURE,
        embed: v.AI_ROUTE_EMBED,
        cheap: v.AI_ROUTE_CHEAP,
      },
      prices: v.AI_PRICES,
    },
  }
}

/** An app of the operator at a network: the network is on when its id is set. */
function app<T extends object>(clientId: string | undefined, clientSecret: string | undefined, more: T) {
  return clientId === undefined ? undefined : { clientId, clientSecret, ...more }
}

function bare(root: string): string {
  return root.replace(/\/+$/, '')
}

/** A provider is on when its key or its address is set. */
function access(apiKey: string | undefined, baseUrl: string | undefined) {
  return apiKey === undefined && baseUrl === undefined ? undefined : { apiKey, baseUrl }
}

/** Telegram is on when the token of its bot is set. */
function bot(token: string | undefined, apiRoot: string, webhookSecret: string | undefined) {
  return token === undefined ? undefined : { token, apiRoot: apiRoot.replace(/\/+$/, ''), webhookSecret }
}

const cloudNeeds = [
  'WHATSAPP_CLOUD_TOKEN',
  'WHATSAPP_CLOUD_PHONE_ID',
  'WHATSAPP_CLOUD_APP_SECRET',
  'WHATSAPP_CLOUD_VERIFY_TOKEN',
] as const
const mailNeeds = ['SMTP_URL', 'MAIL_FROM'] as const
const s3Needs = ['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const
const twilioNeeds = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_WHATSAPP_FROM'] as const

/** Variables that switch something on only all together. */
function together(given: Record<string, unknown>, names: readonly string[]): string[] {
  const missing = names.filter((name) => given[name] === undefined)
  const [first] = names.filter((name) => given[name] !== undefined)
  return first === undefined ? [] : missing.map((name) => `${name}: required with ${first}`)
}

type Read = z.infer<typeof schema>

/** The Cloud API is on when its four variables are set. An address may name a version of its own. */
function cloud(v: Read) {
  const { WHATSAPP_CLOUD_TOKEN: token, WHATSAPP_CLOUD_PHONE_ID: phoneId } = v
  const { WHATSAPP_CLOUD_APP_SECRET: appSecret, WHATSAPP_CLOUD_VERIFY_TOKEN: verifyToken } = v
  if (token === undefined || phoneId === undefined || appSecret === undefined || verifyToken === undefined)
    return undefined
  const root = v.WHATSAPP_CLOUD_API_ROOT.replace(/\/+$/, '')
  const apiRoot = /\/v\d+\.\d+$/.test(root) ? root : `${root}/${v.META_GRAPH_VERSION}`
  return { token, phoneId, appSecret, verifyToken, apiRoot, template: v.WHATSAPP_CLOUD_TEMPLATE }
}

/** Files are kept in a bucket when its three variables are set. */
function bucket(v: Read) {
  const { S3_BUCKET: name, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = v
  if (name === undefined || accessKeyId === undefined || secretAccessKey === undefined) return undefined
  return { endpoint: v.S3_ENDPOINT, bucket: name, region: v.S3_REGION, accessKeyId, secretAccessKey }
}

/** Twilio is on when its three variables are set. */
function twilio(v: Read) {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_WHATSAPP_FROM: from } = v
  if (accountSid === undefined || authToken === undefined || from === undefined) return undefined
  const apiRoot = v.TWILIO_API_ROOT.replace(/\/+$/, '')
  return { accountSid, authToken, from: from.replace('whatsapp:', ''), apiRoot, templateSid: v.TWILIO_TEMPLATE_SID }
}
