// A vendor's OpenAPI description, where it is found beside the project: what it has against a request.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Schema = {
  $ref?: string
  type?: string
  format?: string
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  enum?: unknown[]
  pattern?: string
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  minItems?: number
  maxItems?: number
}
type Parameter = { $ref?: string; name: string; in: string; required?: boolean; schema?: Schema }
type Operation = {
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}
type Description = {
  paths: Record<string, Record<string, Operation>>
  components: Record<string, Record<string, unknown>>
}

/** Reads a description beside the project. `skipped` says why nothing is checked; undefined where it is. */
export function openDescription(file: string) {
  const path = join(import.meta.dirname, '../../../shared/specs', file)
  const description: Description | undefined = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined

  /** What it has against a request; nothing where it is not found. */
  function faults(call: { method: string; path: string; query: Record<string, string>; body?: unknown }): string[] {
    if (description === undefined) return []
    const known = Object.entries(description.paths)
      .filter(([template]) => new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(call.path))
      .toSorted(([a], [b]) => a.split('{').length - b.split('{').length)[0]?.[1]
    const operation = known?.[call.method.toLowerCase()]
    const at = `${call.method} ${call.path}`
    if (operation === undefined) return [`${at} is no operation`]
    const parameters = (operation.parameters ?? [])
      .map((one) => resolved<Parameter>(one))
      .filter((one) => one.in === 'query')
    const content = Object.values(operation.requestBody?.content ?? {})[0]?.schema
    return [
      ...Object.keys(call.query).flatMap((name) =>
        parameters.some((one) => one.name === name) ? [] : [`${at}?${name} is no parameter`],
      ),
      ...parameters.flatMap(({ name, required, schema }) => {
        const value = call.query[name]
        if (value === undefined) return required ? [`${at}?${name} is required`] : []
        if (schema === undefined) return []
        const type = resolved<Schema>(schema).type
        const read = type === 'array' ? value.split(',') : type === 'integer' ? Number(value) : value
        return against(schema, read, `${at}?${name}`)
      }),
      ...(call.body === undefined || content === undefined ? [] : against(content, call.body, at)),
    ]
  }

  function resolved<T>(given: { $ref?: string }): T {
    if (given.$ref === undefined) return given as T
    const [, , kind = '', name = ''] = given.$ref.split('/')
    return resolved<T>((description?.components[kind]?.[name] ?? {}) as { $ref?: string })
  }

  function against(given: Schema, value: unknown, at: string): string[] {
    const schema = resolved<Schema>(given)
    const any = schema.anyOf ?? schema.oneOf
    if (any !== undefined) {
      const each = any.map((one) => against(one, value, at))
      return each.toSorted((a, b) => a.length - b.length)[0] ?? []
    }
    const all = (schema.allOf ?? []).flatMap((one) => against(one, value, at))
    if (schema.enum !== undefined && !schema.enum.includes(value)) return [...all, `${at} is none of ${schema.enum}`]
    if (schema.type === 'string') {
      if (schema.format === 'binary' ? !(value instanceof File) : typeof value !== 'string')
        return [...all, `${at} is no string`]
      const isWrong = schema.pattern !== undefined && !new RegExp(schema.pattern).test(String(value))
      return isWrong ? [...all, `${at} does not look like ${schema.pattern}`] : all
    }
    if (schema.type === 'integer' && !Number.isInteger(value)) return [...all, `${at} is no integer`]
    if (schema.type === 'boolean' && typeof value !== 'boolean') return [...all, `${at} is no boolean`]
    if (schema.type === 'array') {
      if (!Array.isArray(value)) return [...all, `${at} is no list`]
      if (value.length < (schema.minItems ?? 0) || value.length > (schema.maxItems ?? Number.POSITIVE_INFINITY))
        all.push(`${at} has ${value.length} items`)
      return [...all, ...value.flatMap((one, i) => against(schema.items ?? {}, one, `${at}[${i}]`))]
    }
    if (schema.type !== 'object' && schema.properties === undefined) return all
    if (typeof value !== 'object' || value === null) return [...all, `${at} is no object`]
    const fields = Object.entries(value)
    return [
      ...all,
      ...(schema.required ?? []).filter((name) => !(name in value)).map((name) => `${at}.${name} is required`),
      ...fields.flatMap(([name, one]) => {
        const property = schema.properties?.[name]
        if (property !== undefined) return against(property, one, `${at}.${name}`)
        return schema.additionalProperties === undefined || schema.additionalProperties === false
          ? [`${at}.${name} is no field`]
          : []
      }),
    ]
  }

  return {
    skipped: description === undefined ? `../shared/specs/${file} is not beside the project` : undefined,
    faults,
  }
}
