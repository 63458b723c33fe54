// Making elements. Text only ever goes in as text.

/**
 * Makes an element with properties, and children that are elements or text.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, unknown>} [properties] a name with a dash, `role` and `for` become attributes, the rest properties
 * @param {...(Node | string | undefined | null | false)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue
    if (name.includes('-') || name === 'role' || name === 'for') element.setAttribute(name, String(value))
    else Reflect.set(element, name, value)
  }
  for (const child of children)
    if (child instanceof Node || (typeof child === 'string' && child !== '')) element.append(child)
  return element
}

/**
 * Text with its http(s) links as links that open elsewhere.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function linked(text) {
  return text
    .split(/(https?:\/\/[^\s<>"“”]*[^\s<>"“”.,;:!?)\]])/)
    .map((piece, index) =>
      index % 2 === 0 ? piece : make('a', { href: piece, target: '_blank', rel: 'noopener noreferrer' }, piece),
    )
}

/**
 * An address fit for a link or a picture, or nothing: only http and https, relative ones belong to the installation.
 * @param {string | null | undefined} address
 * @param {string} base
 * @returns {string | undefined}
 */
export function safeAddress(address, base) {
  if (!address || !URL.canParse(address, base)) return undefined
  const url = new URL(address, base)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined
}

/**
 * A drawn sign for a button; its meaning is the button's label.
 * @param {string} path the drawing in a box of 24
 * @returns {SVGSVGElement}
 */
export function sign(path) {
  const space = 'http://www.w3.org/2000/svg'
  const picture = document.createElementNS(space, 'svg')
  picture.setAttribute('viewBox', '0 0 24 24')
  picture.setAttribute('aria-hidden', 'true')
  const line = document.createElementNS(space, 'path')
  line.setAttribute('d', path)
  picture.append(line)
  return picture
}
