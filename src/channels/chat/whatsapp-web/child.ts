// The child that holds a browser with WhatsApp in it. It may fail alone: whatever happens here, the desk goes on.
import wweb, { type Client, type Message } from 'whatsapp-web.js'
import type { FromChild, Seen, ToChild } from './protocol.ts'

const [folder = '', executablePath = ''] = process.argv.slice(2)
const aliveMs = 30_000
const mostKept = 200

const tell = (message: FromChild) => void process.send?.(message)
/** The last messages, of which a file may be asked for. */
const kept = new Map<string, Message>()

const client: Client = new wweb.Client({
  authStrategy: new wweb.LocalAuth({ dataPath: folder }),
  webVersionCache: { type: 'local', path: `${folder}/pages` },
  puppeteer: {
    executablePath,
    headless: true,
    // A browser that runs as root, as in a container, has no sandbox of its own.
    args: process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : [],
  },
})

client.on('qr', (qr: string) => tell({ is: 'qr', qr }))
client.on('loading_screen', () => tell({ is: 'loading' }))
client.on('authenticated', () => tell({ is: 'loading' }))
client.on('ready', () => {
  tell({ is: 'ready', number: client.info.wid.user })
  setInterval(() => {
    client.getState().then(
      (state) => String(state) === 'CONNECTED' && tell({ is: 'alive' }),
      () => undefined,
    )
  }, aliveMs)
})
client.on('auth_failure', () => void end('the telephone refused the link', 1))
client.on('disconnected', (why) => void end(String(why), 1))
client.on('message', (message) => {
  seen(message).then(
    (one) => one !== undefined && tell({ is: 'message', message: one }),
    () => undefined,
  )
})
client.on('message_reaction', (one) => {
  const { id, msgId, senderId, timestamp, reaction } = one
  const from = String(Reflect.get(msgId, 'remote') ?? senderId)
  const sign = { id: id._serialized, from, at: timestamp, on: msgId._serialized, emoji: reaction ?? '' }
  tell({ is: 'sign', sign })
})

async function seen(message: Message): Promise<Seen | undefined> {
  const { from, fromMe, type, body, timestamp, hasMedia, hasQuotedMsg, isForwarded } = message
  // Groups, broadcasts and what we said ourselves are nobody's wish.
  if (fromMe || !/@(?:c\.us|lid)$/.test(from)) return undefined
  const id = message.id._serialized
  if (hasMedia) {
    kept.set(id, message)
    if (kept.size > mostKept) kept.delete(kept.keys().next().value ?? '')
  }
  const quoted = hasQuotedMsg ? await message.getQuotedMessage().catch(() => undefined) : undefined
  const about =
    quoted === undefined ? {} : quoted.fromMe ? { replyTo: quoted.id._serialized } : { quoted: quoted.body ?? '' }
  const data: unknown = Reflect.get(message, '_data')
  const said = (key: string) =>
    typeof data === 'object' && data !== null ? String(Reflect.get(data, key) ?? '') || undefined : undefined
  const file = type === 'document' ? { fileName: said('filename'), mimeType: said('mimetype') } : {}
  const more = { ...file, ...about }
  const name = said('notifyName') ?? ''
  return { id, from, name, at: timestamp, type, body, hasFile: hasMedia, isForwarded: isForwarded === true, ...more }
}

async function carryOut(asked: Exclude<ToChild, { ask: 'stop' }>): Promise<string | undefined> {
  switch (asked.ask) {
    case 'say':
      return (await client.sendMessage(asked.to, asked.text, { linkPreview: false })).id._serialized
    case 'show': {
      const picture = new wweb.MessageMedia(asked.type, asked.file)
      return (await client.sendMessage(asked.to, picture)).id._serialized
    }
    case 'fetch': {
      const message = kept.get(asked.message) ?? (await client.getMessageById(asked.message))
      // A file that is gone comes as nothing.
      return (await message?.downloadMedia())?.data
    }
    case 'pair':
      return client.requestPairingCode(asked.number)
  }
}

/** A browser that is not closed here would stay. */
async function end(why: string, code: number): Promise<void> {
  if (why !== '') tell({ is: 'out', why })
  await Promise.race([client.destroy().catch(() => undefined), new Promise((done) => setTimeout(done, 8_000))])
  process.exit(code)
}

process.on('message', (message) => {
  // Only our own parent writes here.
  const asked = message as ToChild
  if (asked.ask === 'stop') {
    void end('', 0)
    return
  }
  carryOut(asked).then(
    (value) => tell({ is: 'done', call: asked.call, ...(value !== undefined && { value }) }),
    (error: unknown) => tell({ is: 'failed', call: asked.call, why: String(error).slice(0, 200) }),
  )
})
process.on('disconnect', () => void end('', 0))
client.initialize().catch((error: unknown) => void end(String(error).split('\n')[0]?.slice(0, 200) ?? '', 1))
