// Meta's published description of the Cloud API, where it is found beside the project: what a request and a call of the webhook may hold.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

type Schema = {
  $ref?: string
  type?: string
  enum?: unknown[]
  required?: string[]
  properties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  items?: Schema
  allOf?: Schema[]
  oneOf?: Schema[]
  anyOf?: Schema[]
  discriminator?: { propertyName: string; mapping: Record<string, string> }
  maxLength?: number
  minItems?: number
  maxItems?: number
}

const file = join(import.meta.dirname, '../../../../shared/specs/whatsapp-cloud.yaml')

/** Why nothing is checked against it; undefined where it is. */
export const vendorSkipped = existsSync(file)
  ? undefined
  : 'the published description ../shared/specs/whatsapp-cloud.yaml is not beside the project'

const schemas: Record<string, Schema> =
  vendorSkipped === undefined ? parse(readFileSync(file, 'utf8')).components.schemas : {}

/** What the description has against a message that is sent. */
export const messageFaults = (given: unknown) => faultsOf('Message', given)

/**
 * What the description has against what stands around the messages of a call of the webhook. The messages themselves it
 * describes by the schemas of those that are sent, which no message that comes in can fit.
 */
export function webhookFaults({ metadata, contacts }: { metadata: unknown; contacts: unknown[] }): string[] {
  return [...faultsOf('Metadata', metadata), ...contacts.flatMap((one) => faultsOf('ContactProfile', one))]
}

function faultsOf(name: string, given: unknown): string[] {
  if (vendorSkipped !== undefined) return []
  return faults({ $ref: `#/components/schemas/${name}` }, given, name)
}

function faults(schema: Schema, given: unknown, at: string): string[] {
  const one = resolved(schema)
  if (one.discriminator !== undefined) {
    const { propertyName, mapping } = one.discriminator
    const to = isRecord(given) ? mapping[String(given[propertyName])] : undefined
    return to === undefined ? [`${at}.${propertyName} is of no known kind`] : faults({ $ref: to }, given, at)
  }
  const choices = one.oneOf ?? one.anyOf
  if (choices !== undefined) {
    const found = choices.map((choice) => faults(choice, given, at))
    // One of them fits, or the complaints of the nearest.
    return found.toSorted((a, b) => a.length - b.length)[0] ?? []
  }
  const type = one.type ?? (one.properties === undefined ? undefined : 'object')
  if (one.enum !== undefined && !one.enum.includes(given)) return [`${at} is none of ${one.enum.join(', ')}`]
  if (type === 'object') return isRecord(given) ? objectFaults(one, given, at) : [`${at} is no object`]
  if (type === 'array') {
    if (!Array.isArray(given)) return [`${at} is no list`]
    if (given.length > (one.maxItems ?? Number.POSITIVE_INFINITY)) return [`${at} is too long`]
    return given.flatMap((item, i) => (one.items === undefined ? [] : faults(one.items, item, `${at}[${i}]`)))
  }
  if (type === 'string' && typeof given !== 'string') return [`${at} is no string`]
  if (type === 'boolean' && typeof given !== 'boolean') return [`${at} is no boolean`]
  if ((type === 'integer' || type === 'number') && typeof given !== 'number') return [`${at} is no number`]
  if (typeof given === 'string' && given.length > (one.maxLength ?? Number.POSITIVE_INFINITY))
    return [`${at} is too long`]
  return []
}

function objectFaults(schema: Schema, given: Record<string, unknown>, at: string): string[] {
  const { properties = {}, required = [], additionalProperties } = schema
  const unknown = additionalProperties === false ? Object.keys(given).filter((name) => !(name in properties)) : []
  return [
    ...unknown.map((name) => `${at}.${name} is no field`),
    ...required.flatMap((name) => (given[name] === undefined ? [`${at}.${name} is required`] : [])),
    ...Object.entries(properties).flatMap(([name, property]) =>
      given[name] === undefined ? [] : faults(property, given[name], `${at}.${name}`),
    ),
  ]
}

/** A schema with its reference followed and its parts made one: each part of the description forbids the fields of the others. */
function resolved(schema: Schema): Schema {
  if (schema.$ref !== undefined) {
    const target = schemas[schema.$ref.split('/').at(-1) ?? '']
    if (target === undefined) throw new Error(`${schema.$ref} is not described`)
    return resolved(target)
  }
  if (schema.allOf === undefined) return schema
  const parts = schema.allOf.map(resolved)
  const whole: Schema = { type: 'object' }
  for (const part of parts) {
    whole.properties = { ...whole.properties, ...part.properties }
    whole.required = [...(whole.required ?? []), ...(part.required ?? [])]
    if (part.additionalProperties === false) whole.additionalProperties = false
  }
  return whole
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
