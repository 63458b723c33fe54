// Recorded answers, served in a provider's own wire format by a simulator that somebody else wrote: the set runs without a key.
import { readFile, writeFile } from 'node:fs/promises'
import { LLMock } from '@copilotkit/aimock'
import type { Result } from './evaluate.ts'
import { golden, type Request } from './golden.ts'

const file = new URL('./recorded.json', import.meta.url)

/** The answers by request: the text for each network. */
export type Recording = Record<string, Record<string, string>>

/** The recording that lies beside the set. */
export async function readRecording(): Promise<Recording> {
  return JSON.parse(await readFile(file, 'utf8'))
}

/** Puts the answers of a provider in the place of the recording. */
export async function writeRecording(results: readonly Result[]): Promise<void> {
  const written = results.filter((one) => one.texts.length > 0)
  const recording = Object.fromEntries(written.map((one) => [one.id, Object.fromEntries(one.texts)]))
  await writeFile(file, `${JSON.stringify(recording, null, 2)}\n`)
}

/** Serves a recording; answers the address for an OpenAI-compatible client. */
export async function serve(recording: Recording): Promise<{ url: string; stop(): Promise<unknown> }> {
  const mock = new LLMock({ port: 0 })
  for (const request of golden) {
    const texts = recording[request.id]
    if (texts === undefined) continue
    mock.on({ userMessage: marked(request) }, { content: contentOf(texts) }, { chunkSize: 40 })
  }
  await mock.start()
  return { url: `${mock.url}/v1`, stop: () => mock.stop() }
}

/** What the prompt of this request has and no other one: what was said, between its fences. */
function marked(request: Request): string {
  const fence = request.write?.current === undefined ? 'idea' : 'instruction'
  return `<${fence}>\n${request.says}\n</${fence}>`
}

function contentOf(texts: Record<string, string>): string {
  return [...Object.entries(texts).flatMap(([platform, text]) => [`== ${platform} ==`, text]), '== end =='].join('\n')
}
