/** What an expression's value is, as far as the program's text alone says. Every expression is looked at once. */
import { decoders, givenTexts, textFunctions, textMethods } from "./decoders.ts"
import type { Call, Expression } from "./expression.ts"
import { deepestNesting, longestValue } from "./language.ts"
import { memberLookups, moduleLookups, moduleName, plainName, sends, wrappers } from "./names.ts"
import type { Scope } from "./scope.ts"

/** A text with holes where the program does not say it. */
export interface Shape {
  /** `?` stands for what is not known. */
  readonly text: string
  /** Characters at the beginning that are known. */
  readonly known: number
  readonly whole: boolean
}

const unknownShape: Shape = { text: "?", known: 0, whole: false }
const whole = (text: string): Shape =>
  text.length > longestValue ? { text: text.slice(0, longestValue), known: longestValue, whole: false } : { text, known: text.length, whole: true }

export class Values {
  readonly scope: Scope
  private readonly shapes = new Map<Expression, Shape>()
  private readonly dottedNames = new Map<Expression, string | undefined>()
  private readonly decodedOnes = new Map<Expression, boolean>()
  private depth = 0

  constructor(scope: Scope) {
    this.scope = scope
  }

  /** The text, when the program says all of it. */
  text(expression: Expression | undefined): string | undefined {
    if (expression === undefined) return undefined
    const shape = this.shape(expression)
    return shape.whole ? shape.text : undefined
  }

  /** The texts of a list, when the program says all of them. */
  list(expression: Expression | undefined, depth = 0): string[] | undefined {
    if (expression === undefined || depth > deepestNesting) return undefined
    if (expression.kind === "name") return this.list(this.only(expression.name), depth + 1)
    if (expression.kind === "group" && expression.open !== "{") return this.itemsOf(expression.items, depth)
    if (expression.kind === "join" && expression.operator === "") return this.joinedLists(expression.parts, depth)
    if (expression.kind !== "call") return undefined
    const name = this.dotted(expression.callee)
    if (name === "shlex.split" || name === "Shellwords.split") return words(this.text(expression.args[0]))
    if (expression.callee.kind !== "member") return name === "list" || name === "array" ? this.list(expression.args[0], depth + 1) : undefined
    const method = this.text(expression.callee.key)
    const receiver = this.text(expression.callee.object)
    if (method === "split" && receiver !== undefined) return splitText(receiver, this.text(expression.args[0]))
    if (method === "shellsplit") return words(receiver)
    if (method === "reverse") return this.list(expression.callee.object, depth + 1)?.toReversed()
    return undefined
  }

  private itemsOf(items: readonly Expression[], depth: number): string[] | undefined {
    const texts: string[] = []
    for (const item of items) {
      const text = this.text(item)
      const inner = text === undefined ? this.list(item, depth + 1) : [text]
      if (inner === undefined || texts.length > 4096) return undefined
      for (const part of inner) texts.push(part)
    }
    return texts
  }

  private joinedLists(parts: readonly Expression[], depth: number): string[] | undefined {
    const lists = parts.map((part) => this.list(part, depth + 1))
    return lists.every((list) => list !== undefined) ? lists.flat() : undefined
  }

  /** What is assigned to a name, when it is assigned once and comes from nowhere else. */
  only(name: string): Expression | undefined {
    const values = this.scope.assigned.get(name)
    return values?.length === 1 && !this.scope.unsure.has(name) ? values[0] : undefined
  }

  shape(expression: Expression): Shape {
    const known = this.shapes.get(expression)
    if (known !== undefined) return known
    // A value that is made of itself is not known.
    this.shapes.set(expression, unknownShape)
    const shape = this.computeShape(expression)
    this.shapes.set(expression, shape)
    return shape
  }

  private computeShape(expression: Expression): Shape {
    switch (expression.kind) {
      case "text":
        return whole(expression.value)
      case "number":
        return whole(expression.value)
      case "name":
        return this.nameShape(expression)
      case "join":
        return this.joinShape(expression)
      case "group":
        return expression.items.length === 1 && (expression.open === "(" || expression.open === "") ? this.shape(expression.items[0]!) : unknownShape
      case "assign":
        return expression.plain ? this.shape(expression.value) : unknownShape
      case "member":
        return this.memberShape(expression)
      case "call":
        return this.callShape(expression)
      default:
        return unknownShape
    }
  }

  private nameShape(expression: Extract<Expression, { kind: "name" }>): Shape {
    const value = this.only(expression.name)
    if (value === undefined || this.depth > deepestNesting) {
      const given = this.scope.assigned.has(expression.name) ? undefined : givenTexts[plainName(expression.name, this.scope.language)]
      return given === undefined ? unknownShape : whole(given)
    }
    this.depth += 1
    const shape = this.shape(value)
    this.depth -= 1
    return shape
  }

  private joinShape({ parts, operator }: Extract<Expression, { kind: "join" }>): Shape {
    const shapes = parts.map((part) => this.shape(part))
    if (operator === "%") return shapes[0]!.whole ? formatted(shapes[0]!.text, this.listShapes(parts[1]!)) : unknownShape
    const texts = operator === "/" ? [textFunctions["Path"]!(shapes.map((shape) => shape.text)) ?? ""] : shapes.map((shape) => shape.text)
    if (shapes.every((shape) => shape.whole)) return whole(texts.join(""))
    let known = 0
    for (const shape of shapes) {
      known += shape.known
      if (!shape.whole) break
    }
    return { text: texts.join("").slice(0, longestValue), known: Math.min(known, longestValue), whole: false }
  }

  private listShapes(expression: Expression): Shape[] {
    return expression.kind === "group" ? expression.items.map((item) => this.shape(item)) : [this.shape(expression)]
  }

  private memberShape(expression: Extract<Expression, { kind: "member" }>): Shape {
    const name = this.dotted(expression)
    const given = name === undefined ? undefined : givenTexts[name]
    if (given !== undefined) return whole(given)
    const { object, key } = expression
    if (key.kind === "pair" && key.value.kind === "pair") return this.reversed(object)
    const text = this.text(key)
    if (text === "parent") return parentOf(this.shape(object))
    const holder = object.kind === "name" ? this.only(object.name) : object
    const listed = key.kind === "number" ? this.list(object)?.[Number(text)] : undefined
    if (listed !== undefined) return whole(listed)
    if (holder?.kind !== "group" || text === undefined) return unknownShape
    const item =
      key.kind === "number" ? holder.items[Number(text)] : holder.items.find((pair) => pair.kind === "pair" && this.keyText(pair.key) === text)
    if (item === undefined) return unknownShape
    return this.shape(item.kind === "pair" ? item.value : item)
  }

  private reversed(object: Expression): Shape {
    const text = this.text(object)
    return text === undefined ? unknownShape : whole(text.split("").toReversed().join(""))
  }

  /** The key of a pair, which may be a bare word. */
  keyText(key: Expression): string | undefined {
    return key.kind === "name" && this.scope.language !== "python" ? key.name : this.text(key)
  }

  private callShape(expression: Call): Shape {
    const { callee, args } = expression
    const name = this.dotted(callee)
    const known = name !== undefined && Object.hasOwn(textFunctions, name) ? textFunctions[name] : undefined
    if (known !== undefined) return this.applied(known, args, undefined)
    if (name !== undefined && /^(?:implode|join)$/.test(name))
      return this.joinedList(this.text(args[0]), args.length === 2 ? args[1] : { kind: "group", open: "(", items: args.slice(1) })
    if (name !== undefined && /^(?:os\.getenv|os\.environ\.get|getenv|ENV\.fetch)$/.test(name) && this.text(args[0]) === "HOME") return whole("~")
    if (callee.kind !== "member") return unknownShape
    const method = this.text(callee.key)
    if (method === undefined) return unknownShape
    if (method === "join") return this.joinMethod(callee.object, args)
    if (method === "format")
      return formatted(
        this.text(callee.object) ?? "?",
        args.map((arg) => this.shape(arg)),
      )
    const textMethod = Object.hasOwn(textMethods, method) ? textMethods[method] : undefined
    return textMethod === undefined ? unknownShape : this.applied(textMethod, args, callee.object)
  }

  private applied(run: (texts: readonly string[]) => string | undefined, args: readonly Expression[], receiver: Expression | undefined): Shape {
    const operands = (receiver === undefined ? args : [receiver, ...args]).filter((arg) => arg.kind !== "assign")
    const shapes = operands.map((operand) => this.shape(operand))
    if (!shapes.every((shape) => shape.whole)) return shapes[0]?.known ? { ...shapes[0], whole: false } : unknownShape
    const text = run(shapes.map((shape) => shape.text))
    return text === undefined ? unknownShape : whole(text)
  }

  /** `",".join(["a", "b"])`, `["a", "b"].join(",")`, `root.join("a")` */
  private joinMethod(object: Expression, args: readonly Expression[]): Shape {
    if (this.scope.language === "python") return this.joinedList(this.text(object), args[0])
    if (this.list(object) !== undefined)
      return this.joinedList(args[0] === undefined ? (this.scope.language === "ruby" ? "" : ",") : this.text(args[0]), object)
    return this.applied(textFunctions["Path"]!, args, object)
  }

  private joinedList(separator: string | undefined, list: Expression | undefined): Shape {
    const texts = this.list(list)
    return separator === undefined || texts === undefined ? unknownShape : whole(texts.join(separator))
  }

  /** The name under which the tables know what an expression stands for. */
  dotted(expression: Expression): string | undefined {
    if (this.dottedNames.has(expression)) return this.dottedNames.get(expression)
    this.dottedNames.set(expression, undefined)
    const name = this.computeDotted(expression)
    const plain = name === undefined || name.length > 400 ? undefined : plainName(name, this.scope.language)
    this.dottedNames.set(expression, plain)
    return plain
  }

  private computeDotted(expression: Expression): string | undefined {
    if (expression.kind === "name") return this.dottedOfName(expression.name)
    if (expression.kind === "group")
      return expression.items.length >= 1 && (expression.open === "(" || expression.open === "") ? this.dotted(expression.items.at(-1)!) : undefined
    if (expression.kind === "member") {
      const object = this.dotted(expression.object)
      const key = this.text(expression.key)
      return key === undefined || object === undefined ? undefined : `${object}.${key}`
    }
    if (expression.kind === "call") return this.dottedOfCall(expression)
    // A function's name in a text can be called in PHP and Perl.
    if (expression.kind === "text") return this.scope.language === "php" ? expression.value : undefined
    return undefined
  }

  private dottedOfName(name: string): string | undefined {
    const value = this.only(name)
    if (value === undefined || this.depth > deepestNesting) return name
    this.depth += 1
    const found = this.dotted(value) ?? (this.scope.language === "php" || this.scope.language === "perl" ? this.text(value) : undefined)
    this.depth -= 1
    return found ?? name
  }

  private dottedOfCall({ callee, args }: Call): string | undefined {
    const name = this.dotted(callee)
    const first = args[0]
    if (name === undefined) return undefined
    if (moduleLookups.has(name)) return moduleOf(this.text(first))
    if (memberLookups.has(name) && first !== undefined) return dotJoin(this.dotted(first), this.text(args[1]))
    if (wrappers.has(name) && first !== undefined) return this.dotted(first)
    if (name === "globals" || name === "locals" || name === "vars") return args.length === 0 ? `${name}()` : first && this.dotted(first)
    if (callee.kind === "member") {
      const method = this.text(callee.key) ?? ""
      if (sends.has(method) && this.scope.language === "ruby") return dotJoin(this.dotted(callee.object), this.text(first))
      if (method === "bind" || method === "__getattribute__")
        return method === "bind" ? this.dotted(callee.object) : dotJoin(this.dotted(callee.object), this.text(first))
      if (method === "get" && /(?:globals|locals|vars)\(\)\.get$|sys\.modules\.get$/.test(name)) return this.text(first)
    }
    if (name === "method" && this.scope.language === "ruby") return this.text(first)
    return `${name}()`
  }

  /** Whether a decoder takes part in the making of a value. */
  decoded(expression: Expression, depth = 0): boolean {
    const known = this.decodedOnes.get(expression)
    if (known !== undefined || depth > deepestNesting) return known ?? false
    this.decodedOnes.set(expression, false)
    const found = this.findDecoder(expression, depth)
    this.decodedOnes.set(expression, found)
    return found
  }

  private findDecoder(expression: Expression, depth: number): boolean {
    if (expression.kind === "name") {
      const value = this.only(expression.name)
      return value !== undefined && this.decoded(value, depth + 1)
    }
    if (expression.kind === "call") {
      const name = this.dotted(expression.callee)
      if (name !== undefined && Object.hasOwn(decoders, name)) return true
      return [...(expression.callee.kind === "member" ? [expression.callee.object] : []), ...expression.args].some((part) =>
        this.decoded(part, depth + 1),
      )
    }
    if (expression.kind === "member") return this.decoded(expression.object, depth + 1)
    if (expression.kind === "group") return expression.items.some((item) => this.decoded(item, depth + 1))
    return expression.kind === "join" && expression.parts.some((part) => this.decoded(part, depth + 1))
  }
}

const moduleOf = (text: string | undefined) => (text === undefined ? undefined : moduleName(text))
const dotJoin = (object: string | undefined, key: string | undefined) => (object === undefined || key === undefined ? undefined : `${object}.${key}`)

function parentOf(shape: Shape): Shape {
  if (!shape.whole) return unknownShape
  return whole(shape.text.includes("/") ? shape.text.replace(/\/[^/]*\/?$/, "") || "/" : ".")
}

/** `%s`, `{}` and `{0}` replaced in their order. */
function formatted(format: string, values: readonly Shape[]): Shape {
  let next = 0
  let complete = true
  const text = format.replace(/%[sdr]|\{(\d*)\}/g, (_, place: string | undefined) => {
    const value = values[place ? Number(place) : next++]
    if (value?.whole !== true) complete = false
    return value?.text ?? "?"
  })
  if (complete && !/\{\w+\}|%\(/.test(text)) return whole(text)
  const known = format.search(/[%{]/)
  return { text: text.slice(0, longestValue), known: Math.min(known < 0 ? 0 : known, longestValue), whole: false }
}

/** As a shell would, without expansions. */
function words(text: string | undefined): string[] | undefined {
  return text?.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)?.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, "$1$2"))
}

function splitText(text: string, separator: string | undefined): string[] {
  return separator === undefined ? text.split(/\s+/).filter((word) => word !== "") : text.split(separator)
}
