// What a language has to say about networks: connecting them, and what they answered.

/** The sentences about networks in a language. */
export type NetworkWords = {
  connectAt(o: { network: string; url: string; signsIn: boolean }): string
  connectWhich: string
  cannotConnect(o: { network: string; networks: string }): string
}
