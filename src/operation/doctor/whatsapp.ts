// Whether the ways to WhatsApp that are on can be used, and what is missing for the hours in which nobody may be written to.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkNumber } from '../../channels/chat/whatsapp-cloud/check.ts'
import { checkAccount } from '../../channels/chat/whatsapp-twilio/check.ts'
import { folderIn } from '../../channels/chat/whatsapp-web/index.ts'
import { createRequest } from '../../channels/request.ts'
import type { Config } from '../../config.ts'
import { type Finding, fail, ok, warn } from '../finding.ts'

const isCalled = ({ publicUrl }: Config) => publicUrl?.startsWith('https://') === true

/** Asks Meta about the number, where the Cloud API is on. */
export async function checkWhatsAppCloud(config: Config): Promise<Finding[]> {
  const { whatsappCloud, allowPrivateHosts } = config
  if (whatsappCloud === undefined) return []
  const about = 'WhatsApp Cloud'
  const now = () => new Date()
  const request = createRequest({ now, allowPrivateHosts, userAgent: 'Leopost doctor' })
  const state = await checkNumber({ ...whatsappCloud, request, now }).finally(() => request.close())
  if (state.kind === 'unreachable')
    return [
      warn(about, 'it does not answer from here', 'look at the network of this machine and WHATSAPP_CLOUD_API_ROOT'),
    ]
  if (state.kind === 'refused') {
    const fix =
      'set WHATSAPP_CLOUD_TOKEN to the token of a system user, and WHATSAPP_CLOUD_PHONE_ID to the id of the number'
    return [fail(about, `it refuses the token or the number (code ${state.code})`, fix)]
  }
  return [
    ok(about, `${state.number} answers`),
    ...outside(about, config, '/webhooks/whatsapp'),
    ...night(about, whatsappCloud.template, 'WHATSAPP_CLOUD_TEMPLATE'),
  ]
}

/** Asks Twilio about the account, where it is on. */
export async function checkTwilio(config: Config): Promise<Finding[]> {
  const { twilio, allowPrivateHosts } = config
  if (twilio === undefined) return []
  const about = 'WhatsApp by Twilio'
  const now = () => new Date()
  const request = createRequest({ now, allowPrivateHosts, userAgent: 'Leopost doctor' })
  const state = await checkAccount({ ...twilio, request, now }).finally(() => request.close())
  if (state.kind === 'unreachable')
    return [warn(about, 'it does not answer from here', 'look at the network of this machine and TWILIO_API_ROOT')]
  if (state.kind === 'refused') {
    const fix = 'set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN as the console of Twilio shows them'
    return [fail(about, `it refuses the account or its token (code ${state.code})`, fix)]
  }
  const usual = ok(about, `the account “${state.name}” sends from ${twilio.from}`)
  const isActive = state.status === 'active'
  const found = isActive ? usual : fail(about, `the account is ${state.status}`, 'see the console of Twilio')
  return [
    found,
    ...outside(about, config, '/webhooks/twilio'),
    ...night(about, twilio.templateSid, 'TWILIO_TEMPLATE_SID'),
  ]
}

/** WhatsApp calls us: without an address that is reached from outside nothing comes in. */
function outside(about: string, config: Config, path: string): Finding[] {
  if (isCalled(config)) return []
  const fix = `set PUBLIC_URL to an https address that leads here, and give WhatsApp that address with ${path}`
  return [fail(about, 'nobody can call this installation, so no message comes in', fix)]
}

/** Who has been silent for a day may be sent an approved template and nothing else. */
function night(about: string, template: unknown, variable: string): Finding[] {
  if (template !== undefined) return []
  const fix = `have a template approved that asks people to write, and name it in ${variable}`
  return [warn(about, 'who has not written for a day is told in another chat, or when they write', fix)]
}

/** Looks at the browser and at what the session last said of itself. */
export async function checkWhatsAppWeb({ whatsappWeb, dataDir }: Config): Promise<Finding[]> {
  if (whatsappWeb === undefined) return []
  const about = 'WhatsApp in a browser'
  if (!existsSync(whatsappWeb.chromium)) {
    const fix = 'install Chromium or Chrome, or set CHROMIUM_PATH to it; everything else works without'
    return [warn(about, `there is no browser at ${whatsappWeb.chromium}`, fix)]
  }
  const known = await readFile(join(folderIn(dataDir), 'state.json'), 'utf8').then(JSON.parse, () => undefined)
  const linked = 'start Leopost and scan the code in the terminal or on the page /connections/whatsapp'
  if (known?.state === 'linked') return [ok(about, `linked to a telephone since ${known.at}`)]
  if (known?.state === 'off')
    return [warn(about, `it failed (${known.why}); everything else works`, 'it is tried again by itself; see the log')]
  return [warn(about, 'no telephone is linked', linked)]
}
