// What can be chosen of a post beside its words and pictures. Each network takes some of it; it is part of what is approved.

type Chosen = Record<string, string | boolean>

/**
 * Every choice there is. `contentWarning` and `firstComment` are free words, `language` a code like "it"; `asDocument` holds the
 * title of the document that the post shows.
 */
export const optionNames = [
  'visibility',
  'contentWarning',
  'language',
  'silent',
  'linkPreview',
  'firstComment',
  'asDocument',
] as const
export type OptionName = (typeof optionNames)[number]

/** One choice; null takes it back to what is usual. */
export type PostOption = { name: OptionName; value: string | boolean | null }

/** The most characters of a first comment; every network takes as many. */
export const longestComment = 1_250

/** The most characters of a content warning. */
export const longestWarning = 200

/** Options with some of them chosen anew. What is usual is not kept, so that it makes no other hash. */
export function withOptions(options: Chosen, chosen: readonly PostOption[]): Chosen {
  const next = { ...options }
  for (const { name, value } of chosen) {
    if (value === null) delete next[name]
    else next[name] = value
  }
  return next
}

/** The choices in options, in their usual order; what is not known here is left out. */
export function optionsIn(options: Chosen): PostOption[] {
  return optionNames.flatMap((name) => {
    const value = options[name]
    return value === undefined ? [] : [{ name, value }]
  })
}
