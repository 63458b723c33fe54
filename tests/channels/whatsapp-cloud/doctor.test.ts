// What the doctor says of the number, asked of the strict Cloud API, and what is wrong with half a configuration.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../../../src/config.ts'
import { checkWhatsAppCloud } from '../../../src/operation/doctor/whatsapp.ts'
import { access, type CloudApi, startCloudApi } from '../../support/whatsapp-cloud/server.ts'

const env = {
  WHATSAPP_CLOUD_TOKEN: access.token,
  WHATSAPP_CLOUD_PHONE_ID: access.phoneId,
  WHATSAPP_CLOUD_APP_SECRET: access.appSecret,
  WHATSAPP_CLOUD_VERIFY_TOKEN: access.verifyToken,
}

describe('the doctor', () => {
  let api: CloudApi
  beforeEach(async () => {
    api = await startCloudApi()
  })
  afterEach(() => api.stop())
  const check = (more: Record<string, string> = {}) =>
    checkWhatsAppCloud(readConfig({ ...env, WHATSAPP_CLOUD_API_ROOT: api.url, ...more }))
  const template = { PUBLIC_URL: 'https://desk.example', WHATSAPP_CLOUD_TEMPLATE: 'write_to_us:it' }

  it('names the number, and asks nobody where the Cloud API is off', async () => {
    expect(await check(template)).toEqual([{ level: 'ok', about: 'WhatsApp Cloud', say: '+1 555-078-3881 answers' }])
    expect(await checkWhatsAppCloud(readConfig({}))).toEqual([])
  })

  it('sees that nobody can call, and that no template is named', async () => {
    expect((await check()).map((one) => one.level)).toEqual(['ok', 'fail', 'warn'])
  })

  it('says what to do about a refused token, and where Meta does not answer', async () => {
    const [refused] = await check({ ...template, WHATSAPP_CLOUD_TOKEN: 'old' })
    expect([refused?.level, refused?.fix]).toEqual(['fail', expect.stringContaining('WHATSAPP_CLOUD_TOKEN')])
    const [away] = await check({ ...template, WHATSAPP_CLOUD_API_ROOT: 'http://127.0.0.1:1' })
    expect(away?.level).toBe('warn')
  })
})

describe('the configuration', () => {
  it('says which of its variables is missing', () => {
    const faults = (given: Record<string, string>) => {
      try {
        readConfig(given)
        return []
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error
        return error.faults
      }
    }
    const { WHATSAPP_CLOUD_APP_SECRET: _, ...half } = env
    expect(faults(half)).toEqual(['WHATSAPP_CLOUD_APP_SECRET: required with WHATSAPP_CLOUD_TOKEN'])
    expect(faults({ ...env, WHATSAPP_CLOUD_TEMPLATE: 'Write to us' })).toHaveLength(1)
    expect(readConfig({ ...env }).whatsappCloud?.apiRoot).toBe('https://graph.facebook.com/v25.0')
    const own = { ...env, WHATSAPP_CLOUD_API_ROOT: 'https://gate.example/v23.0/' }
    expect(readConfig(own).whatsappCloud?.apiRoot).toBe('https://gate.example/v23.0')
  })
})
