// A voice note, recorded in the browser: one button that begins and ends it, with the time while it runs.
import { make, sign } from './dom.js'

/** What browsers record, the best first; each is understood by the server. */
const types = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4']
const longestSeconds = 600

/**
 * The button; undefined where this browser cannot record.
 * @param {{words: import('./words.js').Words, take: (file: File) => void, fail: (sentence: string) => void}} options
 * @returns {HTMLButtonElement | undefined}
 */
export function createRecorder({ words, take, fail }) {
  const type = globalThis.MediaRecorder && types.find((one) => MediaRecorder.isTypeSupported(one))
  if (type === undefined || navigator.mediaDevices === undefined) return undefined
  const button = make('button', { type: 'button', className: 'plain record', 'aria-pressed': 'false' })
  const time = make('span', { className: 'time', hidden: true })
  button.append(sign('M12 4a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V7a3 3 0 0 1 3-3M6 11v1a6 6 0 0 0 12 0v-1M12 18v3'), time)
  let recorder = /** @type {MediaRecorder | undefined} */ (undefined)

  function show(label) {
    button.setAttribute('aria-label', label)
    button.title = label
    button.setAttribute('aria-pressed', String(recorder !== undefined))
    time.hidden = recorder === undefined
  }

  async function begin() {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => undefined)
    if (stream === undefined) return fail(words.noMicrophone)
    const pieces = /** @type {Blob[]} */ ([])
    const started = Date.now()
    const running = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 32_000 })
    const tick = setInterval(() => {
      const seconds = Math.floor((Date.now() - started) / 1000)
      time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
      if (seconds >= longestSeconds && running.state === 'recording') running.stop()
    }, 500)
    running.addEventListener('dataavailable', ({ data }) => pieces.push(data))
    running.addEventListener('stop', () => {
      clearInterval(tick)
      for (const track of stream.getTracks()) track.stop()
      recorder = undefined
      show(words.record)
      const [plain = type] = type.split(';')
      const ending = plain.split('/')[1]
      take(new File(pieces, `${words.recording}.${ending}`, { type: plain }))
    })
    time.textContent = '0:00'
    recorder = running
    running.start()
    show(words.stopRecording)
  }

  button.addEventListener('click', () => {
    if (recorder === undefined) begin()
    else recorder.stop()
  })
  show(words.record)
  return button
}
