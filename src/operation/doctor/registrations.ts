// What the operator must register at each network that is on: the exact address people come back to, and what must reach it.
import { clientOf } from '../../channels/social/bluesky/oauth/installation.ts'
import type { Config } from '../../config.ts'
import type { PlatformId } from '../../core/platform.ts'
import { type Finding, ok, warn } from '../finding.ts'

type Registration = {
  platform: PlatformId
  name: string
  at: string
  /** What has to be asked for there beside the address. */
  also: string
  isOn: (config: Config) => boolean
  /** The network fetches pictures here itself, or takes https only. */
  needsHttps: boolean
}

/** A new network with an app of the operator is one entry here. */
const registrations: Registration[] = [
  {
    ...{ platform: 'x', name: 'X', at: 'developer.x.com, your app, User authentication settings', needsHttps: false },
    also: 'App permissions: Read and write; type: Web App',
    isOn: ({ apps }) => apps.x !== undefined,
  },
  {
    ...{ platform: 'linkedin', name: 'LinkedIn', at: 'linkedin.com/developers, your app, Auth', needsHttps: false },
    also: 'products: Sign In with LinkedIn using OpenID Connect, Share on LinkedIn; for pages Community Management API',
    isOn: ({ apps }) => apps.linkedin !== undefined,
  },
  {
    ...{
      platform: 'facebook',
      name: 'Facebook',
      at: 'developers.facebook.com, your app, Facebook Login',
      needsHttps: true,
    },
    also: 'App Review for Pages of others; leave Require app secret off',
    isOn: ({ apps }) => apps.meta !== undefined,
  },
  {
    ...{
      platform: 'instagram',
      name: 'Instagram',
      at: 'developers.facebook.com, your app, Facebook Login',
      needsHttps: true,
    },
    also: 'the Instagram API with Facebook Login; pictures are fetched from PUBLIC_URL',
    isOn: ({ apps }) => apps.meta !== undefined,
  },
  {
    ...{ platform: 'threads', name: 'Threads', at: 'developers.facebook.com, your app, Threads', needsHttps: true },
    also: 'its own app id and secret; pictures are fetched from PUBLIC_URL',
    isOn: ({ apps }) => apps.threads !== undefined,
  },
]

/** One line for each network that is on; a warning where its network cannot reach this installation. */
export function checkRegistrations(config: Config): Finding[] {
  const base = config.publicUrl ?? `http://${config.host}:${config.port}`
  const found = registrations
    .filter(({ isOn }) => isOn(config))
    .flatMap(({ platform, name, at, also, needsHttps }) => {
      const said = ok(name, `${at}: redirect address exactly ${base}/connect/${platform}/callback; ${also}`)
      if (!needsHttps || base.startsWith('https://')) return [said]
      const fix = 'set PUBLIC_URL to an https address that is reached from outside'
      return [said, warn(name, 'it comes back and fetches pictures over https only', fix)]
    })
  return [...found, checkBluesky(base)]
}

/** Bluesky knows no apps of operators: its servers read who this installation is, or know it as one on somebody's own machine. */
function checkBluesky(base: string): Finding {
  const client = clientOf({ publicUrl: () => base, seeds: () => [] })
  if (client === undefined) {
    const fix = 'set PUBLIC_URL to an https address that is reached from outside; app passwords work without'
    return warn('Bluesky', 'nobody can be let in by consent at this address', fix)
  }
  const led = `nothing to register; redirect address exactly ${client.redirectUri}`
  if (client.isPublic)
    return ok('Bluesky', `${led}; its servers end such access after two weeks, an app password lasts`)
  return ok('Bluesky', `${led}; its servers read ${client.id}`)
}
