import { ToolError } from './script'

/** A JSON object whose fields are not checked yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/** A JSON text as a value; undefined when it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** True for a JSON object (no list, no null). */
function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function mapping(message: string): ToolError {
  return new ToolError('com.fasterxml.jackson.databind.JsonMappingException', message)
}

/** Kafka: JsonValue.asJsonObject. @throws ToolError */
export function jsonObject(value: unknown): JsonObject {
  if (isJsonObject(value)) return value
  throw mapping(`Expected JSON object, received ${JSON.stringify(value)}`)
}

/** Kafka: JsonValue.asJsonArray. @throws ToolError */
export function jsonArray(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw mapping(`Expected JSON array, received ${JSON.stringify(value)}`)
}

/** A field that must be there. Kafka: JsonObject.apply. @throws ToolError */
export function jsonField(object: JsonObject, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name]
  throw mapping(`No such field exists: \`${name}\``)
}

function isInteger(value: unknown, limit: number): value is number {
  return Number.isInteger(value) && Math.abs(Number(value)) <= limit
}

/** Kafka: DecodeJson. @throws ToolError where the value is of another type */
export function jsonInteger(value: unknown): number {
  if (isInteger(value, 2_147_483_647)) return value
  throw mapping(`Expected \`Integer\` value, received ${JSON.stringify(value)}`)
}

/** Kafka: DecodeJson.DecodeLong. @throws ToolError where the value is of another type */
export function jsonLong(value: unknown): number {
  if (isInteger(value, Number.MAX_SAFE_INTEGER)) return value
  throw mapping(`Expected \`Long\` value, received ${JSON.stringify(value)}`)
}

/** Kafka: DecodeJson.DecodeString. @throws ToolError where the value is of another type */
export function jsonString(value: unknown): string {
  if (typeof value === 'string') return value
  throw mapping(`Expected \`String\` value, received ${JSON.stringify(value)}`)
}

/** Kafka: DecodeJson.decodeList. @throws ToolError where the value is no list */
export function jsonList<T>(value: unknown, decode: (item: unknown) => T): readonly T[] {
  if (Array.isArray(value)) return value.map((item: unknown) => decode(item))
  throw mapping(`Expected \`JSON array\` value, received ${JSON.stringify(value)}`)
}

/** The text of a file. Kafka: Utils.readFileAsString. @throws ToolError without such a file */
export function fileText(files: Readonly<Record<string, string>>, path: string): string {
  const text = Object.hasOwn(files, path) ? files[path] : undefined
  if (text !== undefined) return text
  throw new ToolError('java.io.IOException', `Unable to read file ${path}`, [
    `java.nio.file.NoSuchFileException: ${path}`,
  ])
}
