// The published description of the Bot API, where it is found beside the project: methods, fields, types, what is required.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Field = { name: string; types: string[]; required: boolean }
type Description = {
  methods: Record<string, { fields?: Field[] }>
  types: Record<string, { fields?: Field[]; subtypes?: string[] }>
}

const file = join(import.meta.dirname, '../../../../shared/specs/telegram-api.json')

/** Why requests are not checked against it; undefined where they are. */
export const vendorSkipped = existsSync(file)
  ? undefined
  : 'the published description ../shared/specs/telegram-api.json is not beside the project'

const description: Description | undefined =
  vendorSkipped === undefined ? JSON.parse(readFileSync(file, 'utf8')) : undefined

/** What the description has against a request; nothing where it is not found. */
export function vendorFaults(method: string, payload: Record<string, unknown>): string[] {
  if (description === undefined) return []
  const known = description.methods[method]
  if (known === undefined) return [`${method} is no method`]
  return fieldFaults(known.fields ?? [], payload, method)
}

function fieldFaults(fields: Field[], given: Record<string, unknown>, at: string): string[] {
  const unknown = Object.keys(given).filter((name) => !fields.some((field) => field.name === name))
  return [
    ...unknown.map((name) => `${at}.${name} is no field`),
    ...fields.flatMap((field) => {
      const value = given[field.name]
      if (value === undefined) return field.required ? [`${at}.${field.name} is required`] : []
      const faults = field.types.map((type) => typeFaults(type, value, `${at}.${field.name}`))
      // One of the types fits, or the complaints of the nearest.
      return faults.toSorted((a, b) => a.length - b.length)[0] ?? []
    }),
  ]
}

function typeFaults(type: string, value: unknown, at: string): string[] {
  const wrong = [`${at} is no ${type}`]
  if (type.startsWith('Array of ')) {
    if (!Array.isArray(value)) return wrong
    return value.flatMap((one, i) => typeFaults(type.slice(9), one, `${at}[${i}]`))
  }
  if (type === 'Integer') return Number.isSafeInteger(value) ? [] : wrong
  if (type === 'Float') return typeof value === 'number' ? [] : wrong
  if (type === 'String') return typeof value === 'string' ? [] : wrong
  if (type === 'Boolean') return typeof value === 'boolean' ? [] : wrong
  if (type === 'InputFile') return value instanceof File ? [] : wrong
  const known = description?.types[type]
  if (known === undefined) return [`${at}: ${type} is not described`]
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong
  if (known.subtypes !== undefined) {
    const faults = known.subtypes.map((subtype) => typeFaults(subtype, value, at))
    return faults.toSorted((a, b) => a.length - b.length)[0] ?? wrong
  }
  return fieldFaults(known.fields ?? [], value as Record<string, unknown>, at)
}
