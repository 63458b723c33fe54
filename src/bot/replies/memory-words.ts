// What a language has to provide so that the memory can be talked about.
import type { MemoryItem, MemoryOutcome } from '../../core/brand/memory.ts'
import type { LessonKind } from '../../db/schema/lessons.ts'
import type { Source } from '../../db/words.ts'

type Of<K extends MemoryOutcome['kind']> = Extract<MemoryOutcome, { kind: K }>

/** The labels of the memory's choices. */
export type MemoryLabels = Record<
  | 'correct'
  | 'forget'
  | 'more'
  | 'undo'
  | 'yes'
  | 'no'
  | 'keepAll'
  | 'asPost'
  | 'use'
  | 'stillTrue'
  | 'tooLong'
  | 'tooSalesy'
  | 'notOurWords',
  string
>

/** The sentences about the memory in a language; `day` says a day. */
export type MemoryWords = {
  labels: MemoryLabels
  /** Rules that are offered when a card does not sound like the person. */
  rules: Record<'tooLong' | 'tooSalesy' | 'notOurWords', string>
  /** "you told me, 24 Nov 2026" */
  source: Record<Source, (origin: string | null) => string>
  kinds: Record<MemoryItem['table'], string>
  memory: {
    head(o: Of<'memory'>): string
    empty: string
    line(number: number, item: { kind: string; text: string; from: string; until: string | null }): string
  }
  remembered(o: { item: MemoryItem; until: string | null; planned: number }): string
  forgotten(text: string): string
  whichToForget(count: number): string
  askCorrection(text: string): string
  correctedTo(o: { text: string; until: string | null }): string
  samplesKept(o: Of<'samplesKept'> & { networks: string[] }): string
  noSamples: Record<Of<'noSamples'>['why'], string>
  siteStudied(o: Of<'siteStudied'>['found']): string
  siteNotRead: Record<Of<'siteNotRead'>['why'], (address: string) => string>
  siteKept(o: Of<'siteKept'>): string
  rated(o: Of<'rated'>): string
  lesson: Record<LessonKind, (o: { seen: number; old: string; fresh: string }) => string>
  lessonAnswered(isWanted: boolean, rule: string): string
  alternatives(list: { number: number; texts: { networks: string; text: string }[] }[], cost: string | null): string
  noAlternatives: Record<Of<'noAlternatives'>['why'], string>
  factEnded(o: { text: string; until: string }): string
}
