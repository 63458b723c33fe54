// What a drawing is made of: boxes with a style, words and pictures in them, laid out as a page would be.

/** How a box looks and lies: the names and values of CSS that satori knows. */
export type Style = Record<string, string | number | undefined>

/** A box of a drawing. */
export type Drawn = { type: string; props: { style: Style; children?: Inside; [attribute: string]: unknown } }
type Inside = string | readonly (Drawn | string)[]

/** A box whose children stand below each other unless told. */
export function box(style: Style, ...children: (Drawn | string | false | undefined)[]): Drawn {
  const inside = children.filter((child) => child !== false && child !== undefined)
  return { type: 'div', props: { style: { display: 'flex', flexDirection: 'column', ...style }, children: inside } }
}

/** Words in one style; lines break where they break in the text. */
export function words(text: string, style: Style = {}): Drawn {
  return { type: 'div', props: { style: { display: 'flex', whiteSpace: 'pre-wrap', ...style }, children: text } }
}

/** A picture by its data address, as large as said. */
export function picture(src: string, width: number, height: number, style: Style = {}): Drawn {
  return { type: 'img', props: { src, width, height, style: { width, height, ...style } } }
}
