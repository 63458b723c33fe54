// Whether the ways to WhatsApp that are on can be used, and what is missing for the hours in which nobody may be written to.
import { checkNumber } from '../../channels/chat/whatsapp-cloud/check.ts'
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
  return [ok(about, `${state.number} answers`), ...outside(about, config, '/webhooks/whatsapp'), ...night(config)]
}

/** WhatsApp calls us: without an address that is reached from outside nothing comes in. */
function outside(about: string, config: Config, path: string): Finding[] {
  if (isCalled(config)) return []
  const fix = `set PUBLIC_URL to an https address that leads here, and give WhatsApp that address with ${path}`
  return [fail(about, 'nobody can call this installation, so no message comes in', fix)]
}

function night({ whatsappCloud }: Config): Finding[] {
  if (whatsappCloud?.template !== undefined) return []
  const fix = 'have a template approved that asks people to write, and name it in WHATSAPP_CLOUD_TEMPLATE'
  return [warn('WhatsApp Cloud', 'who has not written for a day is told in another chat, or when they write', fix)]
}
