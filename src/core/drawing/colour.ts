// The colour of a brand, as it is said and as it is drawn.

/** What stands where the brand has named none. */
export const usualColour = '#1f4e5f'

/** The colour to draw a brand in. */
export function colourOf({ colour }: { colour: string | null }): string {
  return colour ?? usualColour
}

/** A colour by its name in a language of the chat, or as #rrggbb or #rgb; undefined for anything else. */
export function readColour(said: string): string | undefined {
  const word = said.trim().toLowerCase()
  const code = /^#?(?<code>[\da-f]{6}|[\da-f]{3})$/.exec(word)?.groups?.code
  if (code !== undefined) return `#${code.length === 3 ? [...code].map((sign) => sign + sign).join('') : code}`
  return named[word]
}

const hues: [names: string, colour: string][] = [
  ['black nero', '#14171c'],
  ['white bianco', '#ffffff'],
  ['grey gray grigio', '#6b7280'],
  ['red rosso', '#c0392b'],
  ['burgundy bordeaux', '#7b1e3a'],
  ['orange arancione', '#d9661f'],
  ['yellow giallo', '#f2c230'],
  ['gold oro', '#b8892b'],
  ['green verde', '#2e7d4f'],
  ['olive oliva', '#6b7a2c'],
  ['teal petrolio', '#1f6f78'],
  ['turquoise turchese', '#1fa5a0'],
  ['blue blu', '#1f4fa8'],
  ['azure azzurro celeste', '#3b8fd9'],
  ['navy', '#16294d'],
  ['purple viola', '#6a3fa0'],
  ['lilac lilla', '#a98bd0'],
  ['pink rosa', '#d9598c'],
  ['brown marrone', '#6b4423'],
  ['beige', '#d9c7a8'],
]
const named: Record<string, string> = Object.fromEntries(
  hues.flatMap(([names, colour]) => names.split(' ').map((name) => [name, colour])),
)
