// A server that answers with given bytes, for what a simulator will not say; it keeps what it was sent.
import { createServer } from 'node:http'

export type RawAnswer = { status?: number; type?: string; body: string; end?: 'properly' | 'never' | 'cut' }

/** Serves answers in order, the last one again and again. */
export async function startRaw(answers: RawAnswer[]) {
  const queue = [...answers]
  const sent: { path: string; authorization: string; body: Record<string, unknown> }[] = []
  let open = 0
  const server = createServer((request, response) => {
    open++
    response.on('close', () => open--)
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => void chunks.push(chunk))
    request.on('end', () => {
      sent.push({
        path: request.url ?? '',
        authorization: request.headers.authorization ?? '',
        body: JSON.parse(Buffer.concat(chunks).toString()),
      })
      const answer = queue.length > 1 ? queue.shift() : queue[0]
      response.writeHead(answer?.status ?? 200, { 'content-type': answer?.type ?? 'text/event-stream' })
      response.write(answer?.body ?? '')
      if (answer?.end === 'cut') setTimeout(() => response.destroy(), 20)
      else if (answer?.end !== 'never') response.end()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  return {
    anthropic: url,
    openai: `${url}/v1`,
    sent,
    open: () => open,
    async stop(): Promise<void> {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** The events of Claude's stream. `stop` null leaves the end out. */
export function claudeSays(texts: string[], more: { usage?: object; stop?: string | null } = {}): string {
  const usage = { input_tokens: 10, output_tokens: 1, ...more.usage }
  const message = { id: 'm', type: 'message', role: 'assistant', model: 'c', content: [], stop_reason: null, usage }
  const stop = more.stop === undefined ? 'end_turn' : more.stop
  return [
    { type: 'message_start', message },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ...texts.map((text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
    ...(stop === null
      ? []
      : [
          { type: 'content_block_stop', index: 0 },
          { type: 'message_delta', delta: { stop_reason: stop }, usage: { output_tokens: 7 } },
          { type: 'message_stop' },
        ]),
  ]
    .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    .join('')
}

/** The pieces of a chat completion. `finish` null leaves the reason out. */
export function chatSays(texts: string[], more: { usage?: object; finish?: string | null } = {}): string {
  const finish = more.finish === undefined ? 'stop' : more.finish
  const piece = (choice: object) => ({
    id: 'c',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'g',
    choices: [choice],
  })
  return [
    ...texts.map((content) => piece({ index: 0, delta: { content }, finish_reason: null })),
    ...(finish === null ? [] : [piece({ index: 0, delta: {}, finish_reason: finish })]),
    ...(more.usage === undefined ? [] : [{ ...piece({}), choices: [], usage: more.usage }]),
  ]
    .map((event) => `data: ${JSON.stringify(event)}\n\n`)
    .concat('data: [DONE]\n\n')
    .join('')
}
