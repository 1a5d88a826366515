/** Expressions of a program, tolerantly: what cannot be understood is kept in pieces, so that the calls in it are still seen. */
import { type Expression, nothing, textOf } from "./expression.ts"
import { deepestNesting, joiningWords, keywords, type Language, lenientWords } from "./language.ts"
import type { TextToken, Token } from "./token.ts"
import { tokenize } from "./tokenize.ts"

export interface Program {
  readonly statements: readonly Expression[]
  readonly tokens: readonly Token[]
  /** Why not all of it could be followed. */
  readonly trouble: string | undefined
}

/** Members, calls and indexes that follow one another. */
const longestChain = 96
/** Tokens of one import. */
const longestImport = 512
const tooDeep = "the program's brackets are nested too deeply"
const outOfStep = "the program's text could not be followed"

const assigning = /^(?:[-+*/~|&%]|\*\*|\/\/|\|\||&&|\?\?)?=$|^:=$/
const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" }
/** Names that are called without parentheses where other names are not. */
const statementCalls: Readonly<Partial<Record<Language, RegExp>>> = {
  php: /^(?:echo|print|include|include_once|require|require_once|eval|exit|die)$/i,
  python: /^(?:print|exec)$/,
}

export function parse(language: Language, source: string, depth = 0): Program {
  if (depth > deepestNesting) return { statements: [], tokens: [], trouble: tooDeep }
  const { tokens, trouble } = tokenize(language, source)
  const parser = new Parser(language, tokens, depth)
  const statements = parser.statements()
  return { statements, tokens, trouble: trouble ?? parser.trouble }
}

class Parser {
  trouble: string | undefined
  private at = 0
  /** Inside brackets where lines end nothing. */
  private joinedLines = false
  private readonly language: Language
  private readonly tokens: readonly Token[]
  private depth: number

  constructor(language: Language, tokens: readonly Token[], depth: number) {
    this.language = language
    this.tokens = tokens
    this.depth = depth
  }

  statements(): Expression[] {
    const found: Expression[] = []
    while (this.at < this.tokens.length) {
      for (const item of this.items("", false)) found.push(item)
      this.at += 1
    }
    return found
  }

  /** Up to the closing bracket, which is left; lines end nothing inside ( and [. */
  private items(close: string, joined: boolean): Expression[] {
    const items: Expression[] = []
    while (this.at < this.tokens.length && !this.isOp(close)) {
      const before = this.at
      const token = this.tokens[this.at]!
      if (token.kind === "end" || this.isOp(",")) {
        this.at += 1
        continue
      }
      if (token.kind === "op" && /^[)\]}]$/.test(token.text)) {
        this.trouble ??= outOfStep
        this.at += 1
        continue
      }
      const item = this.expression(joined)
      if (item !== nothing) items.push(item)
      if (this.at === before) this.at += 1
    }
    return items
  }

  private expression(joined: boolean): Expression {
    let left = this.operands(joined)
    for (let length = 0; ; length += 1) {
      const token = this.peek(joined)
      if (token?.kind !== "op") return left
      if (length > deepestNesting) return this.giveUp(left)
      const assigns = assigning.test(token.text)
      if (!assigns && token.text !== ":" && token.text !== "=>") return left
      if (this.depth >= deepestNesting) return this.giveUp(left)
      this.at += 1
      if (token.text === ":" && this.endsLine(joined)) return left
      this.depth += 1
      const value = this.skipLines(joined).expression(joined)
      this.depth -= 1
      if (assigns) left = { kind: "assign", target: left, value, plain: token.text === "=" || token.text === ":=" }
      else left = { kind: "pair", key: left, value, arrow: token.text === "=>" }
    }
  }

  private giveUp(left: Expression): Expression {
    this.trouble ??= tooDeep
    this.at += 1
    return left
  }

  /** Everything between assignments and commas; texts that are joined stay recognisable, other operators do not. */
  private operands(joined: boolean): Expression {
    const sides: Expression[] = []
    let join: Expression[] = [this.operand(joined)]
    let operator: "" | "/" | "%" = ""
    const close = () => {
      sides.push(join.length === 1 ? join[0]! : { kind: "join", parts: join, operator })
      join = []
      operator = ""
    }
    for (;;) {
      const token = this.peek(joined)
      if (token === undefined) break
      if (token.kind === "name" && this.joins(token.text)) {
        this.at += 1
        if (token.text === "as") {
          close()
          const target = this.operand(joined)
          return { kind: "assign", target, value: grouped(sides), plain: true }
        }
        close()
        join = [this.operand(joined)]
        continue
      }
      if (token.kind !== "op" || !continues(token.text)) break
      this.at += 1
      this.skipLines(joined)
      const next = this.operand(joined)
      const kind = token.text === "+" || token.text === "~" ? "" : token.text === "/" || token.text === "%" ? token.text : undefined
      if (kind === undefined || (join.length > 1 && kind !== operator)) {
        if (kind === undefined) close()
        else join = [{ kind: "join", parts: join, operator }]
      }
      if (kind !== undefined) operator = kind
      join.push(next)
    }
    close()
    return grouped(sides)
  }

  private joins(word: string): boolean {
    if (!joiningWords.has(word)) return false
    if (word === "x" || /^(?:eq|ne|lt|gt|le|ge|cmp|xor)$/.test(word)) return this.language === "perl"
    if (word === "as") return this.language === "python"
    if (word === "is" || word === "not") return this.language === "python"
    if (word === "if" || word === "else" || word === "unless") return this.language !== "javascript" && this.language !== "php"
    return true
  }

  private operand(joined: boolean): Expression {
    this.skipPrefixes(joined)
    const token = this.peek(joined)
    if (token === undefined || token.kind === "end") return nothing
    const value = this.chain(this.primary(token), joined)
    this.checkStep(joined)
    return value
  }

  /** Signs and words before a value tell nothing of what it does. */
  private skipPrefixes(joined: boolean): void {
    for (;;) {
      const token = this.peek(joined)
      if (token?.kind === "op" && /^(?:[-+!~*&@\\<>^|?]|\*\*|\+\+|--|\.\.\.|->|&&|<<|>>|\.\.|\$|=~)$/.test(token.text)) this.at += 1
      else if (token?.kind === "name" && this.isKeyword(token.text)) this.skipKeyword(token.text)
      else return
    }
  }

  /** What is imported is read from the tokens. */
  private skipKeyword(word: string): void {
    const end = word === "import" || word === "from" ? this.importEnd(word) : undefined
    this.at = end ?? this.at + 1
  }

  private importEnd(word: string): number | undefined {
    let bracketed = false
    let named = word === "import"
    const last = Math.min(this.tokens.length, this.at + longestImport)
    for (let at = this.at + 1; at < last; at += 1) {
      const token = this.tokens[at]!
      if (token.kind === "op" && /^[({]$/.test(token.text)) bracketed = true
      if (token.kind === "op" && /^[)}]$/.test(token.text)) bracketed = false
      if (token.kind === "name" && token.text === "import") named = true
      if (token.kind === "text") return this.language === "javascript" ? at + 1 : undefined
      const allowed = token.kind === "name" || (token.kind === "op" && /^[.,(){}*]$|^\.\.\.$/.test(token.text)) || (token.kind === "end" && bracketed)
      if (!allowed) return named && token.kind === "end" && this.language === "python" ? at : undefined
    }
    return named && this.language === "python" && last === this.tokens.length ? last : undefined
  }

  private isKeyword(word: string): boolean {
    if (!keywords[this.language].has(word)) return false
    // import("fs") and import.meta are values.
    const next = this.tokens[this.at + 1]
    if (word === "import" || word === "class" || word === "fn") return !(next?.kind === "op" && /^[.(]$/.test(next.text) && word === "import")
    // A key or a named argument may be called like a keyword.
    return !(next?.kind === "op" && next.text === "=>")
  }

  private primary(token: Token): Expression {
    if (token.kind === "op" && closing[token.text] !== undefined) return this.bracket(token.text as "(" | "[" | "{")
    if (token.kind === "op") return nothing
    this.at += 1
    if (token.kind === "text") return this.text(token)
    if (token.kind === "name") return { kind: "name", name: token.text }
    if (token.kind === "number") return { kind: "number", value: token.text }
    return { kind: "group", open: "", items: [] }
  }

  private bracket(open: "(" | "[" | "{"): Expression {
    this.at += 1
    const items = this.inside(closing[open]!, open !== "{" || this.language === "python")
    return { kind: "group", open, items }
  }

  private inside(close: string, joined: boolean): Expression[] {
    if (this.depth >= deepestNesting) return this.skipInside()
    this.depth += 1
    const outer = this.joinedLines
    this.joinedLines = joined
    const items = this.items(close, joined)
    this.joinedLines = outer
    if (this.at >= this.tokens.length) this.trouble ??= outOfStep
    this.at += 1
    this.depth -= 1
    return items
  }

  private skipInside(): Expression[] {
    this.trouble ??= tooDeep
    for (let open = 1; open > 0 && this.at < this.tokens.length; this.at += 1) {
      const token = this.tokens[this.at]!
      if (token.kind === "op" && /^[([{]$/.test(token.text)) open += 1
      if (token.kind === "op" && /^[)\]}]$/.test(token.text)) open -= 1
    }
    return []
  }

  private text(token: TextToken): Expression {
    const parts = token.pieces.map((piece) => (typeof piece === "string" ? textOf(piece) : this.interpolated(piece.code)))
    let value: Expression =
      parts.length === 1 && parts[0]!.kind === "text" ? parts[0]! : { kind: "join", parts: [textOf(""), ...parts], operator: "" }
    if (token.list) {
      const words = value.kind === "text" ? value.value.split(/\s+/).filter((word) => word !== "") : []
      return { kind: "group", open: "[", items: value.kind === "text" ? words.map(textOf) : [value] }
    }
    if (token.command) return { kind: "command", text: value }
    // Texts side by side are one text in Python and Ruby.
    const joined: Expression[] = [value]
    const next = () => (this.adjoins() ? this.peek(this.joinedLines) : undefined)
    for (let more = next(); more?.kind === "text"; more = next()) {
      this.at += 1
      joined.push(this.textAlone(more))
    }
    if (joined.length > 1) value = { kind: "join", parts: joined, operator: "" }
    return value
  }

  private adjoins(): boolean {
    return this.language === "python" || this.language === "ruby"
  }

  private textAlone(token: TextToken): Expression {
    return {
      kind: "join",
      parts: token.pieces.map((piece) => (typeof piece === "string" ? textOf(piece) : this.interpolated(piece.code))),
      operator: "",
    }
  }

  private interpolated(code: string): Expression {
    const inner = parse(this.language, code, this.depth + 1)
    if (inner.trouble !== undefined) this.trouble ??= inner.trouble
    return inner.statements.length === 1 ? inner.statements[0]! : { kind: "group", open: "", items: inner.statements }
  }

  /** Members, indexes and calls after a value. */
  private chain(first: Expression, joined: boolean): Expression {
    let value = first
    for (let length = 0; ; length += 1) {
      if (length > longestChain) {
        this.trouble ??= "a chain of calls in the program is too long"
        return value
      }
      const next = this.link(value, joined)
      if (next === undefined) return value
      value = next
    }
  }

  private link(value: Expression, joined: boolean): Expression | undefined {
    const token = this.peek(joined)
    if (token === undefined) return undefined
    if (token.kind === "text") return this.tagOrStatement(value, token)
    if (token.kind === "op" && token.text === ".") return this.member(value)
    if (token.kind === "op" && token.text === "(" && callable(value) && !(this.language === "ruby" && token.spaced)) {
      this.at += 1
      return this.call(value, this.inside(")", true))
    }
    if (token.kind === "op" && token.text === "[" && value !== nothing && !(token.spaced && this.calledPlainly(value))) {
      this.at += 1
      return { kind: "member", object: value, key: grouped(this.inside("]", true)) }
    }
    if (token.kind === "op" && token.text === "{") return this.braceAfter(value, token.spaced)
    if (token.kind === "op" && token.text === "!" && this.language === "javascript" && !token.spaced && /^[.([]$/.test(this.opAt(this.at + 1))) {
      this.at += 1
      return value
    }
    if (this.beginsArgument(token) && this.calledPlainly(value)) return this.plainCall(value)
    return undefined
  }

  private opAt(at: number): string {
    const token = this.tokens[at]
    return token?.kind === "op" ? token.text : ""
  }

  private member(value: Expression): Expression {
    this.at += 1
    while (this.tokens[this.at]?.kind === "end") this.at += 1
    const token = this.tokens[this.at]
    if (token?.kind === "name" || token?.kind === "text") {
      this.at += 1
      const isKey = token.kind === "name" && !((this.language === "php" || this.language === "perl") && token.text.startsWith("$"))
      return {
        kind: "member",
        object: value,
        key: token.kind === "text" ? this.text(token) : isKey ? textOf(token.text) : { kind: "name", name: token.text },
      }
    }
    // `f.(x)`, `$x->[0]`, `$x->{key}`
    if (token?.kind === "op" && token.text === "(") {
      this.at += 1
      return this.call(value, this.inside(")", true))
    }
    if (token?.kind === "op" && (token.text === "[" || token.text === "{")) {
      this.at += 1
      return { kind: "member", object: value, key: bareKey(grouped(this.inside(closing[token.text]!, true))) }
    }
    return value
  }

  private call(callee: Expression, args: readonly Expression[], tagged = false): Expression {
    return { kind: "call", callee, args, block: undefined, tagged }
  }

  /** A hash's element in Perl, a block in Ruby; elsewhere a body, which is a statement of its own. */
  private braceAfter(value: Expression, spaced: boolean): Expression | undefined {
    if (this.language === "perl" && !spaced && value.kind !== "call" && value !== nothing && isVariable(value)) {
      this.at += 1
      return { kind: "member", object: value, key: bareKey(grouped(this.inside("}", true))) }
    }
    const takesBlock =
      this.language === "ruby" ? value.kind === "call" || value.kind === "member" || value.kind === "name" : isWord(value, this.language)
    if (!takesBlock || value === nothing) return undefined
    const block = this.bracket("{")
    if (this.language === "perl") {
      const rest = this.beginsArgument(this.peek(false)) || this.isOp("(") ? this.argumentList() : []
      return { kind: "call", callee: value, args: rest, block, tagged: false }
    }
    if (value.kind === "call") return { ...value, block }
    return { kind: "call", callee: value, args: [], block, tagged: false }
  }

  private tagOrStatement(value: Expression, token: TextToken): Expression | undefined {
    if (token.template && callable(value) && value.kind !== "call") {
      this.at += 1
      return this.call(value, [this.text(token)], true)
    }
    return this.calledPlainly(value) ? this.plainCall(value) : undefined
  }

  /** Whether arguments may follow without parentheses. */
  private calledPlainly(value: Expression): boolean {
    if (value === nothing) return false
    const pattern = statementCalls[this.language]
    if (pattern !== undefined) return value.kind === "name" && pattern.test(value.name)
    if (this.language === "perl") return isWord(value, "perl")
    return this.language === "ruby" && (isWord(value, "ruby") || (value.kind === "member" && value.key.kind === "text"))
  }

  private beginsArgument(token: Token | undefined): boolean {
    if (token === undefined || token.kind === "end") return false
    if (token.kind === "name") return !keywords[this.language].has(token.text) || token.text === "my"
    if (token.kind !== "op") return true
    if (this.language === "php" || this.language === "python") return token.text === "("
    if (token.text === "[" || token.text === "->" || token.text === "\\") return token.spaced
    if (token.text === "(" || token.text === "~") return this.language === "ruby" && token.spaced && token.text === "("
    // `system *words`, `unlink <*.log>`: the sign stands close to what follows.
    return (
      token.spaced && /^(?:\*|\*\*|&|<)$/.test(token.text) && this.tokens[this.at + 1]?.kind !== "end" && this.tokens[this.at + 1]?.spaced === false
    )
  }

  private plainCall(value: Expression): Expression {
    return this.call(value, this.argumentList())
  }

  private argumentList(): Expression[] {
    const args: Expression[] = []
    if (this.depth >= deepestNesting) {
      this.trouble ??= tooDeep
      this.at += 1
      return args
    }
    this.depth += 1
    for (;;) {
      const before = this.at
      const item = this.expression(false)
      if (item !== nothing) args.push(item)
      if (!this.isOp(",") || this.at === this.tokens.length) break
      this.at += 1
      this.skipLines(false)
      if (this.at === before) break
    }
    this.depth -= 1
    return args
  }

  /** Two values without anything between them are no program of these languages: the tokens are out of step. */
  private checkStep(joined: boolean): void {
    if (this.language === "ruby" || this.language === "perl") return
    const token = this.peek(joined)
    if (token === undefined || (token.kind !== "name" && token.kind !== "text" && token.kind !== "number")) return
    const last = this.tokens[this.at - 1]
    if (last?.kind !== "text" && token.kind !== "text") return
    if (last?.kind === "name" && lenientWords.has(last.text)) return
    if (token.kind === "name" && (keywords[this.language].has(token.text) || lenientWords.has(token.text))) return
    if (this.tokens[this.at - 1]?.kind === "op") return
    this.trouble ??= outOfStep
  }

  private peek(joined: boolean): Token | undefined {
    if (joined) while (this.tokens[this.at]?.kind === "end") this.at += 1
    else if (this.tokens[this.at]?.kind === "end" && this.goesOn()) while (this.tokens[this.at]?.kind === "end") this.at += 1
    return this.tokens[this.at]
  }

  /** A line that begins with a dot goes on with the one before. */
  private goesOn(): boolean {
    if (this.language === "python") return false
    let next = this.at
    while (this.tokens[next]?.kind === "end" && next - this.at < 8) next += 1
    const token = this.tokens[next]
    return token?.kind === "op" && (token.text === "." || (this.language === "javascript" && /^(?:[+?]|&&|\|\||=>)$/.test(token.text)))
  }

  private skipLines(joined: boolean): this {
    if (joined || this.language !== "python") while (this.tokens[this.at]?.kind === "end") this.at += 1
    return this
  }

  private endsLine(joined: boolean): boolean {
    const token = this.tokens[this.at]
    return token === undefined || (token.kind === "end" && !joined)
  }

  private isOp(text: string): boolean {
    const token = this.tokens[this.at]
    return token?.kind === "op" && token.text === text
  }
}

const continues = (text: string) => !/^[,()[\]{}:]$|^=>$/.test(text) && !assigning.test(text)

const callable = (value: Expression) =>
  value.kind === "name" || value.kind === "member" || value.kind === "call" || (value.kind === "group" && value !== nothing)

/** A name that can be a function's: no variable. */
function isWord(value: Expression, language: Language): boolean {
  return (language === "ruby" || language === "perl") && value.kind === "name" && !/^[$@%]/.test(value.name)
}

function isVariable(value: Expression): boolean {
  return value.kind === "member" || (value.kind === "name" && value.name.startsWith("$"))
}

/** `$ENV{HOME}` means the text HOME. */
function bareKey(key: Expression): Expression {
  return key.kind === "name" && !/^[$@%]/.test(key.name) ? textOf(key.name) : key
}

function grouped(items: readonly Expression[]): Expression {
  return items.length === 1 ? items[0]! : { kind: "group", open: "", items }
}
