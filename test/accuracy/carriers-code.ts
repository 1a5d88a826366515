/** Source code in many languages. */
import type { Carrier } from "./carriers.ts"
import { mark } from "./planted.ts"
import { double, single } from "./quoting.ts"

const capital = (name: string) => name[0]!.toUpperCase() + name.slice(1)

export const codeCarriers: readonly Carrier[] = [
  {
    id: "JavaScript constant",
    path: "src/client.js",
    style: "camel",
    write: (name, value) => `import http from "node:http"\nconst ${name} = ${single(value)};\nconst retries = 3;\n`,
  },
  {
    id: "TypeScript property",
    path: "src/options.ts",
    style: "camel",
    write: (name, value) => `export const options: Options = {\n  host: "mail.internal",\n  ${name}: ${double(value)},\n  port: 587,\n}\n`,
  },
  {
    id: "JavaScript environment",
    path: "src/boot.js",
    style: "upper",
    write: (name, value) => `process.env.${name} = ${single(value)}\nprocess.env.TZ = 'UTC'\n`,
  },
  {
    id: "JavaScript fallback",
    path: "src/env.mjs",
    style: "upper",
    write: (name, value) => `export const port = process.env.PORT || 8080\nexport const value = process.env.${name} || ${single(value)}\n`,
  },
  {
    id: "Python constant",
    path: "app/settings.py",
    style: "upper",
    write: (name, value) => `import os\n\nDEBUG = False\n${name} = ${double(value)}\n`,
  },
  {
    id: "Python dictionary",
    path: "app/db.py",
    style: "snake",
    write: (name, value) => `DATABASE = {\n    'host': 'db.internal',\n    '${name}': ${single(value)},\n    'port': 5432,\n}\n`,
  },
  {
    id: "Python keyword argument",
    path: "app/main.py",
    style: "snake",
    write: (name, value) => `client = connect(host="db.internal", ${name}=${double(value)}, timeout=5)\n`,
  },
  {
    id: "Python environment",
    path: "app/boot.py",
    style: "upper",
    write: (name, value) => `os.environ["${name}"] = ${double(value)}\nvalue = os.getenv("TZ", "UTC")\n`,
  },
  {
    id: "Python environment default",
    path: "app/config.py",
    style: "upper",
    write: (name, value) => `VALUE = os.getenv("${name}", ${double(value)})\n`,
  },
  {
    id: "Go variable",
    path: "cmd/api/main.go",
    style: "camel",
    write: (name, value) => `package main\n\nfunc main() {\n\t${name} := ${double(value)}\n\tserve(${name})\n}\n`,
  },
  {
    id: "Go struct",
    path: "internal/config.go",
    style: "camel",
    write: (name, value) => `var defaults = Config{\n\tHost: "db.internal",\n\t${capital(name)}:   ${double(value)},\n}\n`,
  },
  {
    id: "Java constant",
    path: "src/main/java/App.java",
    style: "upper",
    write: (name, value) =>
      `public final class App {\n  private static final String ${name} = ${double(value)};\n  private static final int PORT = 8080;\n}\n`,
  },
  {
    id: "Java setter",
    path: "src/main/java/Pool.java",
    style: "camel",
    write: (name, value) => `    pool.setUrl("jdbc:h2:mem");\n    pool.set${capital(name)}(${double(value)});\n`,
  },
  {
    id: "C#",
    path: "src/Settings.cs",
    style: "camel",
    write: (name, value) =>
      `public static class Settings\n{\n    public const string ${capital(name)} = ${double(value)};\n    public string Host { get; set; } = "db";\n}\n`,
  },
  {
    id: "Ruby",
    path: "config/initializers/mail.rb",
    style: "snake",
    write: (name, value) => `Mail.configure do |config|\n  config.host = 'mail.internal'\n  config.${name} = ${single(value)}\nend\n`,
  },
  {
    id: "Ruby hash",
    path: "lib/client.rb",
    style: "snake",
    write: (name, value) => `OPTIONS = { :host => 'db', :${name} => ${single(value)}, :port => 1 }\n`,
  },
  {
    id: "PHP array",
    path: "config/mail.php",
    style: "snake",
    write: (name, value) => `<?php\nreturn [\n    'host' => 'mail.internal',\n    '${name}' => ${single(value)},\n];\n`,
  },
  {
    id: "PHP constant",
    path: "public/config.php",
    style: "upper",
    write: (name, value) => `<?php\ndefine('${name}', ${single(value)});\ndefine('DB_CHARSET', 'utf8');\n`,
  },
  { id: "PHP variable", path: "inc/settings.php", style: "snake", write: (name, value) => `<?php\n$${name} = ${single(value)};\n` },
  { id: "Rust", path: "src/config.rs", style: "upper", write: (name, value) => `const PORT: u16 = 8080;\nconst ${name}: &str = ${double(value)};\n` },
  {
    id: "Kotlin",
    path: "app/src/main/kotlin/Api.kt",
    style: "camel",
    write: (name, value) => `object Api {\n    private const val ${name} = ${double(value)}\n    val timeout: Int = 5\n}\n`,
  },
  {
    id: "Swift",
    path: "ios/Api.swift",
    style: "camel",
    write: (name, value) => `struct Api {\n    static let ${name}: String = ${double(value)}\n    let timeout = 5\n}\n`,
  },
  { id: "Scala", path: "src/Api.scala", style: "camel", write: (name, value) => `object Api {\n  val ${name} = ${double(value)}\n}\n` },
  {
    id: "Gradle",
    path: "build.gradle",
    style: "camel",
    write: (name, value) => `signingConfigs {\n    release {\n        keyAlias 'upload'\n        ${name} ${single(value)}\n    }\n}\n`,
  },
  {
    id: "Elixir",
    path: "config/prod.exs",
    style: "snake",
    write: (name, value) => `import Config\n\nconfig :api, Api.Endpoint,\n  port: 4000,\n  ${name}: ${double(value)}\n`,
  },
  { id: "Dart", path: "lib/api.dart", style: "camel", write: (name, value) => `class Api {\n  static const String ${name} = ${single(value)};\n}\n` },
  { id: "Lua", path: "conf/api.lua", style: "snake", write: (name, value) => `local M = {}\nM.${name} = ${double(value)}\nreturn M\n` },
  {
    id: "Perl",
    path: "bin/sync.pl",
    style: "snake",
    write: (name, value) => `use strict;\nmy $${name} = ${single(value)};\nmy %o = (timeout => 5);\n`,
  },
  {
    id: "PowerShell",
    path: "deploy.ps1",
    style: "upper",
    oneLine: true,
    write: (name, value) => `$ErrorActionPreference = "Stop"\n$env:${name} = "${mark(value)}"\n.\\start.exe\n`,
  },
  {
    id: "C constant",
    path: "src/config.c",
    style: "snake",
    write: (name, value) => `static const int port = 8080;\nstatic const char *${name} = ${double(value)};\n`,
  },
  { id: "C macro", path: "include/config.h", style: "upper", write: (name, value) => `#define PORT 8080\n#define ${name} ${double(value)}\n` },
  {
    id: "Arduino sketch",
    path: "sketch/sketch.ino",
    style: "camel",
    write: (name, value) => `const int led = 13;\nchar ${name}[] = ${double(value)};\nvoid setup() {}\n`,
  },
  {
    id: "Python triple quotes",
    path: "app/keys.py",
    style: "snake",
    oneLine: true,
    write: (name, value) => `${name} = """${mark(value)}"""\ntimeout = 5\n`,
  },
  {
    id: "TypeScript typed field",
    path: "src/api.ts",
    style: "camel",
    write: (name, value) => `export class Api {\n  private readonly ${name}: string = ${double(value)}\n}\n`,
  },
  { id: "Go typed constant", path: "internal/keys.go", style: "camel", write: (name, value) => `const ${name} string = ${double(value)}\n` },
  { id: "Go bytes", path: "internal/sign.go", style: "camel", write: (name, value) => `var ${name} = []byte(${double(value)})\n` },
  { id: "C++ constructor", path: "src/api.cpp", style: "camel", write: (name, value) => `const std::string ${name}(${double(value)});\n` },
  { id: "Emacs Lisp", path: "init.el", style: "kebab", write: (name, value) => `(setq tab-width 2)\n(setq ${name} ${double(value)})\n` },
]
