// <leopost-chat>: the chat of an installation on any page, for members. It weighs next to nothing until it comes into view.

/** The room it takes before it is there. */
const room = new CSSStyleSheet()
room.replaceSync(':host { display: block; height: 100%; min-height: 20rem }')

class LeopostChat extends HTMLElement {
  #root = this.attachShadow({ mode: 'open' })
  #end = new AbortController()

  connectedCallback() {
    this.#end = new AbortController()
    const { signal } = this.#end
    const near = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return
        near.disconnect()
        this.#open(signal)
      },
      { rootMargin: '200px' },
    )
    this.#root.adoptedStyleSheets = [room]
    near.observe(this)
    signal.addEventListener('abort', () => near.disconnect())
  }

  disconnectedCallback() {
    this.#end.abort()
  }

  /** @param {AbortSignal} signal */
  async #open(signal) {
    const [{ createChat }, { sheet }, { wordsFor }] = await Promise.all([
      import('./widget/chat.js'),
      import('./widget/style.js'),
      import('./widget/words.js'),
    ])
    if (signal.aborted) return
    const origin = new URL(this.getAttribute('src') ?? import.meta.url, location.href).origin
    this.#root.adoptedStyleSheets = [sheet]
    this.#root.replaceChildren(createChat({ words: wordsFor(this), origin, signal }))
  }
}

if (!customElements.get('leopost-chat')) customElements.define('leopost-chat', LeopostChat)
