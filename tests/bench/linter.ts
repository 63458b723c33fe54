// How long the gate takes for a long text: style alone, and with 200 earlier posts and the claims, which is all of it.
import { inspect } from '../../src/core/brand/gate.ts'
import { lint } from '../../src/core/brand/tells/lint.ts'
import { type Figure, percentile, round } from './figures.ts'

const length = 3_000
const runs = 300
const sentences = [
  'Monday at eight we open the new place in via Roma 4, and the first coffee is on us.',
  'Ieri il forno si è rotto alle sei, e Ugo è arrivato in bici con la chiave inglese.',
  "It's not just a bar — it's where Anna keeps 12 cups for the people from upstairs.",
  'Bring the dog; there is a bowl next to the door, a bench, and bread from the oven.',
]

/** The linter on a text of 3,000 characters, the worst it can be given, and the whole gate. */
export async function linter(): Promise<Figure[]> {
  const usual = filled(sentences.join(' '))
  // The longest gaps and the most beginnings: what a matcher that goes back would choke on.
  const hostile = filled("not just it's not about we're not only in a world isn't the non e solo ")
  const known = {
    own: ['opens monday'],
    sources: sentences,
    recent: Array.from({ length: 200 }, (_, i) => `${i} ${sentences[i % 4]}`),
    never: ['cheap', 'best price'],
  }
  return [
    figure('linter, 3,000 characters, p50', () => lint(usual)),
    figure('linter, 3,000 hostile characters, p50', () => lint(hostile)),
    figure('the whole gate, 3,000 characters and 200 earlier posts, p50', () => inspect(usual, known)),
  ]
}

function filled(text: string): string {
  return text.repeat(Math.ceil(length / text.length)).slice(0, length)
}

function figure(name: string, work: () => unknown): Figure {
  const took: number[] = []
  for (let i = 0; i < runs; i++) {
    const from = performance.now()
    work()
    took.push(performance.now() - from)
  }
  return { name, value: round(percentile(took, 50)), unit: 'ms' }
}
