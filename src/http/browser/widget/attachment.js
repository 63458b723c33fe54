// One picture on its way to the installation: sent at once when chosen, again when asked, with how far it is.

/**
 * @typedef {{file: File, preview: string | undefined, percent: () => number, hasFailed: () => boolean,
 *   watch: (seen: () => void) => void, ready: () => Promise<string>, drop: () => void}} Attachment
 */

/** The picture did not arrive, or was refused with the message. */
export class UploadError extends Error {}

/**
 * Starts sending a file. `ready` answers its media id, trying again if the last try failed.
 * @param {File} file
 * @param {import('./session.js').Session} session
 * @returns {Attachment}
 */
export function attach(file, session) {
  const request = { now: /** @type {XMLHttpRequest | undefined} */ (undefined) }
  const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : undefined
  let percent = 0
  let hasFailed = false
  let seen = () => {}
  let sending = start()

  function start() {
    hasFailed = false
    percent = 0
    const sent = send(file, session, request, (now) => {
      percent = now
      seen()
    })
    sent.catch(() => {
      hasFailed = true
      seen()
    })
    return sent
  }

  return {
    file,
    preview,
    percent: () => percent,
    hasFailed: () => hasFailed,
    watch(callback) {
      seen = callback
    },
    ready() {
      if (hasFailed) sending = start()
      return sending
    },
    drop() {
      request.now?.abort()
      if (preview !== undefined) URL.revokeObjectURL(preview)
    },
  }
}

/** XMLHttpRequest, because fetch does not tell how much has been sent. */
function send(file, session, request, progress) {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest()
    request.now = call
    call.open('POST', `${session.origin}/api/v1/media`)
    for (const [name, value] of Object.entries(session.headers())) call.setRequestHeader(name, value)
    call.responseType = 'json'
    call.upload.onprogress = (event) => progress(Math.round((event.loaded / (event.total || 1)) * 100))
    call.onload = () => {
      if (call.status < 300 && typeof call.response?.id === 'string') resolve(call.response.id)
      else reject(new UploadError(call.response?.detail ?? ''))
    }
    call.onerror = call.onabort = () => reject(new UploadError(''))
    if (file.type.startsWith('video/')) {
      // A film is streamed as it is.
      call.setRequestHeader('Content-Type', file.type)
      call.send(file)
      return
    }
    const form = new FormData()
    form.append('file', file)
    call.send(form)
  })
}
