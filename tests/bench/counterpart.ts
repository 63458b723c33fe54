// A counterpart of a chat in a process of its own: node tests/bench/counterpart.ts telegram|whatsapp|twilio
import { startBotApi } from '../support/botapi/server.ts'
import { startTwilio } from '../support/twilio/server.ts'
import { startCloudApi } from '../support/whatsapp-cloud/server.ts'

const starts: Record<string, () => Promise<{ url: string }>> = {
  async telegram() {
    const api = await startBotApi()
    for (let id = 1_000; id < 1_100; id++)
      api.world.chats.set(id, { id, type: 'private', bot: 'member', canPost: true, admins: [] })
    return api
  },
  whatsapp: () => startCloudApi(),
  twilio: () => startTwilio(),
}

const start = starts[process.argv[2] ?? '']
if (start === undefined) throw new Error('which counterpart?')
process.send?.((await start()).url)
process.on('disconnect', () => process.exit(0))
