// What the person wrote and the server has not answered: kept in the browser over a reload, nothing else is.

/** @typedef {{id: string, text?: string, choice?: string, media?: string[], label?: string}} Message */

/**
 * @param {string} origin of the installation; each keeps its own
 */
export function createOutbox(origin) {
  const draftKey = `leopost:draft:${origin}`
  const unsentKey = `leopost:unsent:${origin}`

  /** @returns {Message[]} */
  function unsent() {
    const kept = JSON.parse(read(unsentKey) || '[]')
    return Array.isArray(kept) ? kept : []
  }

  function remove(id) {
    write(unsentKey, JSON.stringify(unsent().filter((message) => message.id !== id)))
  }

  return {
    draft: { get: () => read(draftKey), set: (text) => write(draftKey, text) },
    unsent,
    remove,
    /** @param {Message} message */
    add(message) {
      remove(message.id)
      write(unsentKey, JSON.stringify([...unsent(), message]))
    },
  }
}

/**
 * An id for a message that nobody has used; also where randomUUID is missing because the page came over plain http.
 * @returns {string}
 */
export function newId() {
  if (crypto.randomUUID !== undefined) return crypto.randomUUID()
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5')
}

// A page may forbid storage; the chat works without, it only forgets at a reload.
function read(key) {
  try {
    return localStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}

function write(key, text) {
  try {
    if (text === '' || text === '[]') localStorage.removeItem(key)
    else localStorage.setItem(key, text)
  } catch {
    // Full or forbidden: see above.
  }
}
