import { JsonNumber, JsonProblem, jsonText, readTree } from './jackson'
import { ToolError } from '../script'

/** A JSON object whose fields are not checked yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/** True for a JSON object (no list, no null). */
function isJsonObject(value: unknown): value is JsonObject {
  if (typeof value !== 'object' || value === null) return false
  return !Array.isArray(value) && !(value instanceof JsonNumber)
}

function mapping(message: string): ToolError {
  return new ToolError('com.fasterxml.jackson.databind.JsonMappingException', message)
}

/** Kafka: JsonValue.asJsonObject. @throws ToolError */
export function jsonObject(value: unknown): JsonObject {
  if (isJsonObject(value)) return value
  throw mapping(`Expected JSON object, received ${jsonText(value)}`)
}

/** Kafka: JsonValue.asJsonArray. @throws ToolError */
export function jsonArray(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw mapping(`Expected JSON array, received ${jsonText(value)}`)
}

/** A field that must be there. Kafka: JsonObject.apply. @throws ToolError */
export function jsonField(object: JsonObject, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name]
  throw mapping(`No such field exists: \`${name}\``)
}

/** Kafka: DecodeJson.DecodeInteger. @throws ToolError where the value is of another type */
export function jsonInteger(value: unknown): number {
  if (value instanceof JsonNumber && value.kind === 'int') return Number(value.text)
  throw mapping(`Expected \`Integer\` value, received ${jsonText(value)}`)
}

/**
 * No offset of a log is as large as what a number holds exactly: a larger one stays larger.
 * Kafka: DecodeJson.DecodeLong. @throws ToolError where the value is of another type
 */
export function jsonLong(value: unknown): number {
  const isLong = value instanceof JsonNumber && (value.kind === 'int' || value.kind === 'long')
  if (!isLong) throw mapping(`Expected \`Long\` value, received ${jsonText(value)}`)
  const limit = Number.MAX_SAFE_INTEGER
  return Math.max(-limit, Math.min(limit, Number(value.text)))
}

/** Kafka: DecodeJson.DecodeString. @throws ToolError where the value is of another type */
export function jsonString(value: unknown): string {
  if (typeof value === 'string') return value
  throw mapping(`Expected \`String\` value, received ${jsonText(value)}`)
}

/** Kafka: DecodeJson.decodeList. @throws ToolError where the value is no list */
export function jsonList<T>(value: unknown, decode: (item: unknown) => T): readonly T[] {
  if (Array.isArray(value)) return value.map((item: unknown) => decode(item))
  throw mapping(`Expected \`JSON array\` value, received ${jsonText(value)}`)
}

/** A text as a value; undefined when it is none. Kafka: Json.parseFull. */
export function readJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof JsonProblem) return undefined
    throw error
  }
}

/** A text as a value. Kafka: Json.tryParseFull. @throws JsonProblem */
export function parseJson(text: string): unknown {
  if (text !== '') return readTree(text)
  const place = '[Source: UNKNOWN; byte offset: #UNKNOWN]'
  throw new JsonProblem(
    'com.fasterxml.jackson.core.JsonParseException',
    `The input string shouldn't be empty\n at ${place}`,
  )
}

/** The text of a file. Kafka: Utils.readFileAsString. @throws ToolError without such a file */
export function fileText(files: Readonly<Record<string, string>>, path: string): string {
  const text = Object.hasOwn(files, path) ? files[path] : undefined
  if (text !== undefined) return text
  throw new ToolError('java.io.IOException', `Unable to read file ${path}`, [
    `java.nio.file.NoSuchFileException: ${path}`,
  ])
}
