/** What a path says about a value found there: a test, a document, a lock file, a translation, source code. */

export interface FileFacts {
  readonly fixture: boolean
  readonly documentation: boolean
  /** Lists digests of packages. */
  readonly lockFile: boolean
  /** Bundled, minified or machine-written. */
  readonly generated: boolean
  readonly translation: boolean
  /** Values without quotes are expressions here. */
  readonly code: boolean
}

const fixture =
  /(?:^|[/._-])(?:tests?|__tests__|specs?|fixtures?|testdata|test-?data|testing|mocks?|__mocks__|examples?|samples?|demos?|e2e|cypress|stubs?|dummy|conformance|benchmarks?)(?:[/._-]|$)|(?:^|\/)test_[^/]*$/i
// With regard to case: `init.sql` and `edit.js` are no tests.
const testClass = /[a-z](?:Test|Tests|Spec|IT|Mock)\.[a-z]+$/
const documentation =
  /\.(?:md|mdx|markdown|rst|adoc|asciidoc|txt|tex|html?|ipynb|pod|man|[1-8])$|(?:^|\/)(?:docs?|documentation|readme[^/]*|changelog[^/]*|examples?)(?:\/|$)/i
const lockFile =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.ya?ml|bun\.lockb?|go\.sum|go\.work\.sum|Cargo\.lock|poetry\.lock|uv\.lock|pdm\.lock|Pipfile\.lock|composer\.lock|Gemfile\.lock|mix\.lock|pubspec\.lock|Podfile\.lock|Package\.resolved|packages\.lock\.json|flake\.lock|\.terraform\.lock\.hcl|gradle\.lockfile|RECORD)$/
const generated =
  /\.(?:min|bundle|chunk|prod)\.(?:js|css|mjs|cjs)$|\.(?:map|snap|svg|wasm|pyc|lock)$|(?:^|\/)(?:dist|vendor|third_party|node_modules|site-packages)\/|(?:^|\/)build\/.{0,300}\.(?:[cm]?js|css|html?|json)$/
const translation =
  /(?:^|\/)(?:locales?|i18n|l10n|lang|languages|translations?|messages|intl|nls)(?:[/._-]|$)|\.(?:po|pot|xlf|xliff|strings|resx|arb|lproj)(?:$|\/)/i
const code =
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|py|pyi|rb|go|rs|java|kt|kts|scala|swift|c|cc|cpp|cxx|h|hh|hpp|cs|fs|vb|php|pl|pm|lua|dart|ex|exs|erl|hrl|clj|cljs|groovy|gradle|m|mm|r|jl|zig|nim|sol|hs|ml|mli)$/i

export function factsOf(path: string): FileFacts {
  const tail = path.slice(-1000)
  return {
    fixture: fixture.test(tail) || testClass.test(tail),
    documentation: documentation.test(tail),
    lockFile: lockFile.test(tail),
    generated: generated.test(tail),
    translation: translation.test(tail),
    code: code.test(tail),
  }
}
