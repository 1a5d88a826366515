/** Members of parsed lockfiles whose type nobody has promised. */
import { isRecord } from "../../../../base/json.ts"

export type Fields = Readonly<Record<string, unknown>>

/** An own member that is an object; an empty one otherwise. */
export function fieldsOf(holder: Fields, key: string): Fields {
  const value = Object.hasOwn(holder, key) ? holder[key] : undefined
  return isRecord(value) ? value : {}
}

export function textOf(holder: Fields, key: string): string | undefined {
  const value = Object.hasOwn(holder, key) ? holder[key] : undefined
  return typeof value === "string" ? value : undefined
}

export function listOf(holder: Fields, key: string): readonly unknown[] {
  const value = Object.hasOwn(holder, key) ? holder[key] : undefined
  return Array.isArray(value) ? value : []
}

export function isTrue(holder: Fields, key: string): boolean {
  return Object.hasOwn(holder, key) && holder[key] === true
}

/** The objects in a list. */
export function recordsOf(holder: Fields, key: string): readonly Fields[] {
  return listOf(holder, key).filter(isRecord)
}
