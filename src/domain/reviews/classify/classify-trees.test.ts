/** Small trees before and after a change, and the work types that they must and must not demand. */
import { describe, expect, test } from "vitest"
import type { ChangedFile, Version } from "../../../platform/git-diff.ts"
import { classify, type Classification } from "./classification.ts"
import { factsOf, planOf } from "./facts.ts"
import { classifySettings } from "./settings.ts"

type Tree = Readonly<Record<string, string>>

function version(text: string): Version {
  return { type: "file", executable: false, size: text.length, text, binary: false, unread: undefined }
}

function changes(before: Tree, after: Tree): ChangedFile[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return paths
    .filter((path) => before[path] !== after[path])
    .map((path) => ({
      path,
      oldPath: undefined,
      kind: before[path] === undefined ? "added" : after[path] === undefined ? "deleted" : "modified",
      before: before[path] === undefined ? undefined : version(before[path]),
      after: after[path] === undefined ? undefined : version(after[path]),
    }))
}

function classifyTrees(before: Tree, after: Tree, settings: object = {}): Classification {
  const plan = planOf(classifySettings.parse(settings))
  return classify(
    changes(before, after).map((file) => factsOf(file, plan)),
    new Set(),
    undefined,
  )
}

interface Case {
  readonly name: string
  readonly before: Tree
  readonly after: Tree
  /** Ids with "path:line text" of their reasons; text is matched as a part. */
  readonly demands: Readonly<Record<string, readonly string[]>>
  readonly settings?: object
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
const source = (...lines: string[]) => `${lines.join("\n")}\n`

const auth: readonly Case[] = [
  {
    name: "[S1.2-3] a change of code below auth/",
    before: { "auth/login.py": source("def login(user):", "    return user") },
    after: { "auth/login.py": source("def login(user):", "    return user or None") },
    demands: { "auth-code": ["auth/login.py:2 code under “auth” changed"] },
  },
  {
    name: "[S1.2-3] a comment elsewhere",
    before: { "src/cart.py": source("def total(items):", "    return sum(items)") },
    after: { "src/cart.py": source("# login(password) is done elsewhere", "def total(items):", "    return sum(items)  # not a token") },
    demands: {},
  },
  {
    name: "a comment inside a file of authentication",
    before: { "src/auth/login.ts": source("// old words", "export const a = 1") },
    after: { "src/auth/login.ts": source("/* new", "   words */", "export const a = 1 // more") },
    demands: {},
  },
  {
    name: "a docstring inside a file of authentication",
    before: { "auth/login.py": source("def login(user):", '    """Old."""', "    return user") },
    after: { "auth/login.py": source("def login(user):", '    """New', '    words."""', "    return user") },
    demands: {},
  },
  {
    name: "code that was turned into a comment inside a file of authentication",
    before: { "auth/login.py": source("def login(user):", "    check(user)", "    return user") },
    after: { "auth/login.py": source("def login(user):", "    # check(user)", "    return user") },
    demands: { "auth-code": ["auth/login.py code under “auth” changed"] },
  },
  {
    name: "an indentation that moves a statement out of its branch",
    before: { "auth/login.py": source("if ok:", "    a()", "    b()") },
    after: { "auth/login.py": source("if ok:", "    a()", "b()") },
    demands: { "auth-code": ["auth/login.py:3"] },
  },
  {
    name: "a comment that a compiler obeys",
    before: { "auth/key.go": source("package auth") },
    after: { "auth/key.go": source("//go:build !secure", "package auth") },
    demands: { "auth-code": ["auth/key.go:1"] },
  },
  {
    name: "a quote that hides code in a regular expression",
    before: { "auth/a.js": source('if (x) /"/.test(y); allow()//"') },
    after: { "auth/a.js": source('if (x) /"/.test(y); deny()//"') },
    demands: { "auth-code": ["auth/a.js:1"] },
  },
  {
    name: "a path that only contains the letters of auth",
    before: { "src/author/x.py": "a = 1\n", "src/authority.ts": "export const b = 1\n", "lib/oauthority/z.go": "package z\n" },
    after: { "src/author/x.py": "a = 2\n", "src/authority.ts": "export const b = 2\n", "lib/oauthority/z.go": "package z\n\nvar A = 1\n" },
    demands: {},
  },
  {
    name: "words of camel case and of two parts in a path",
    before: {},
    after: { "src/OAuthController.java": "class OAuthController {}\n", "web/signIn.tsx": "export const a = 1\n", "lib/api-key.rb": "A = 1\n" },
    demands: { "auth-code": ["src/OAuthController.java", "web/signIn.tsx", "lib/api-key.rb"] },
  },
  {
    name: "design tokens and token counters",
    before: {},
    after: { "ui/design-tokens/index.ts": "export const a = 1\n", "llm/token_count.py": "a = 1\n", "src/lexer/token.rs": "struct A;\n" },
    demands: {},
  },
  {
    name: "documents, tests, styles and pictures about authentication",
    before: {},
    after: {
      "docs/auth/login.md": "words",
      "auth/README.md": "words",
      "tests/auth/test_login.py": "def test(): login()\n",
      "src/auth/login.test.ts": "test('x', () => login())\n",
      "src/auth/login.css": ".a {}",
    },
    demands: {},
  },
  {
    name: "a password compared in a file that says nothing by its name",
    before: { "src/users.ts": source("export function find(name: string) {", "  return name", "}") },
    after: {
      "src/users.ts": source(
        "export function find(name: string, password: string) {",
        "  if (password === stored) return name",
        "  return name",
        "}",
      ),
    },
    demands: { "auth-code": ["src/users.ts:2 comparing a password or token"] },
  },
  {
    name: "an argument deep inside a call that verifies a token",
    before: { "src/a.ts": source("const user = jwt.verify(", "  raw,", "  key,", '  { algorithms: ["RS256"] },', ")") },
    after: { "src/a.ts": source("const user = jwt.verify(", "  raw,", "  key,", '  { algorithms: ["none"] },', ")") },
    demands: { "auth-code": ["src/a.ts:4 signing or verifying a token (inside it)"] },
  },
  {
    name: "the body of a function that signs in",
    before: { "src/users.py": source("def authenticate(user):", "    if user.active:", "        return user", "    return None") },
    after: { "src/users.py": source("def authenticate(user):", "    if user.active:", "        return user", "    return user") },
    demands: { "auth-code": ["src/users.py:4"] },
  },
  {
    name: "a removed guard",
    before: { "api/admin.py": source("@login_required", "def panel(request):", "    return page") },
    after: { "api/admin.py": source("def panel(request):", "    return page") },
    demands: { "auth-code": ["api/admin.py:1 an access rule on a handler was removed"] },
  },
  {
    name: "middleware that moved below what it guards",
    before: { "src/app.ts": source("app.use(requireAuth)", "app.use(admin)") },
    after: { "src/app.ts": source("app.use(admin)", "app.use(requireAuth)") },
    demands: { "auth-code": ["src/app.ts:2 authentication middleware"] },
  },
  {
    name: "Spring rules, a Go hash, a C# attribute, a Ruby filter, a shell variable, a header and a cookie",
    before: {},
    after: {
      "A.java": source("class A {", "  void f(HttpSecurity http) { http.permitAll(); }", "}"),
      "b.go": source("package b", "func f() { bcrypt.CompareHashAndPassword(a, b) }"),
      "C.cs": source("[AllowAnonymous]", "class C {}"),
      "d.rb": source("before_action :authenticate_user!"),
      "e.ts": source("const a = process.env.PAYMENT_API_KEY", 'fetch(u, { headers: { "Authorization": a } })'),
      "f.js": source('res.setHeader("Set-Cookie", a)'),
      "g.py": source('key = os.environ["DB_PASSWORD"]'),
    },
    demands: {
      "auth-code": [
        "A.java:2 Spring Security rules",
        "C.cs:1 an access rule on a handler",
        "b.go:2 password hashing",
        "d.rb:1 authentication middleware",
        "e.ts:1 reading a credential",
        "e.ts:2 a cookie or authorization header",
        "f.js:1 a cookie or authorization header",
        "g.py:1 reading a credential",
      ],
    },
  },
  {
    name: "words that only sound like signing in",
    before: {},
    after: {
      "a.ts": source(
        'log("user login failed")',
        "logInfo(1)",
        "catalogInfo(2)",
        "dialogOnClose(3)",
        "const token = lexer.next()",
        'if (token === ")") stop()',
      ),
      "b.py": source("author = Author()", "authority = authorities[0]", "blogindex(4)"),
    },
    demands: {},
  },
  {
    name: "a configured path of authentication",
    settings: { authPaths: ["src/gate/**"] },
    before: { "src/gate/x.ts": "export const a = 1\n" },
    after: { "src/gate/x.ts": "export const a = 2\n" },
    demands: { "auth-code": ["src/gate/x.ts:1"] },
  },
  {
    name: "a deleted file of authentication",
    before: { "src/auth/guard.ts": "export const a = 1\n" },
    after: {},
    demands: { "auth-code": ["src/auth/guard.ts code under “auth” was deleted"] },
  },
]

const claude = ".claude/settings.json"
const agents: readonly Case[] = [
  {
    name: "[S1.2-2] an MCP server added to .mcp.json",
    before: { ".mcp.json": json({ mcpServers: {} }) },
    after: { ".mcp.json": json({ mcpServers: { tickets: { command: "npx", args: ["tickets"] } } }) },
    demands: { "agent-capability": [".mcp.json:3 MCP server added: tickets"] },
  },
  {
    name: "[S1.2-2] an MCP server added to settings.json",
    before: {},
    after: { [claude]: json({ mcpServers: { tickets: { command: "npx" } } }) },
    demands: { "agent-capability": [".claude/settings.json:3 MCP server added: tickets"] },
  },
  {
    name: "permissions in another order, one removed, one narrowed",
    before: { [claude]: json({ permissions: { allow: ["Bash(git:*)", "Read", "Edit"], deny: ["WebFetch", "Bash(rm:*)"] } }) },
    after: { [claude]: json({ permissions: { deny: ["Bash(rm:*)", "WebFetch"], allow: ["Read", "Bash(git status)"] } }) },
    demands: {},
  },
  {
    name: "an allowed permission, a lost denial and a wider mode",
    before: { [claude]: json({ permissions: { allow: ["Read"], deny: ["WebFetch"], ask: ["Bash"], defaultMode: "plan" } }) },
    after: { [claude]: json({ permissions: { allow: ["Read", "Bash(curl:*)"], deny: [], ask: [], defaultMode: "acceptEdits" } }) },
    demands: {
      "agent-capability": [
        "denied permission removed: WebFetch",
        "permission no longer asked for: Bash",
        "permission allowed: Bash(curl:*)",
        "defaultMode widened from plan to acceptEdits",
      ],
    },
  },
  {
    name: "a narrower mode and a new denial",
    before: { [claude]: json({ permissions: { defaultMode: "acceptEdits" } }) },
    after: { [claude]: json({ permissions: { defaultMode: "plan", deny: ["Bash"] } }) },
    demands: {},
  },
  {
    name: "a prefix permission does not include a chained command",
    before: { [claude]: json({ permissions: { allow: ["Bash(git:*)"] } }) },
    after: { [claude]: json({ permissions: { allow: ["Bash(git:*)", "Bash(git status; curl x)"] } }) },
    demands: { "agent-capability": ["permission allowed: Bash(git status; curl x)"] },
  },
  {
    name: "a removed hook, also when its settings file is deleted",
    before: {
      [claude]: json({ hooks: { PreToolUse: [{ matcher: "Bash", hooks: [{ type: "command", command: "guard" }] }] } }),
      ".claude/settings.local.json": json({ permissions: { deny: ["Bash"] } }),
    },
    after: { [claude]: json({ hooks: {} }) },
    demands: {
      "agent-capability": [
        "hook removed or changed: PreToolUse on Bash",
        ".claude/settings.local.json denied permission removed: Bash, because the file was deleted",
      ],
    },
  },
  {
    name: "a server that starts another program under the old name",
    before: { ".cursor/mcp.json": json({ mcpServers: { a: { command: "npx", args: ["good"], env: { KEY: "x" } } } }) },
    after: { ".cursor/mcp.json": json({ mcpServers: { a: { command: "npx", args: ["evil"], env: { KEY: "y" } } } }) },
    demands: { "agent-capability": ["MCP server changed: a (args, env)"] },
  },
  {
    name: "servers of VS Code with comments, Gemini, Codex and Claude Desktop",
    before: { ".codex/config.toml": 'approval_policy = "on-request"\n' },
    after: {
      ".vscode/mcp.json": '{\n  // tools\n  "servers": { "files": { "command": "x" }, },\n}\n',
      ".gemini/settings.json": json({ mcpServers: { web: { url: "http://localhost:1", trust: true } } }),
      ".codex/config.toml": 'approval_policy = "never"\nsandbox_mode = "danger-full-access"\n[mcp_servers.db]\ncommand = "db"\n',
      "claude_desktop_config.json": json({ mcpServers: { mail: { command: "m" } } }),
    },
    demands: {
      "agent-capability": [
        ".codex/config.toml:1 approval_policy widened from on-request to never",
        ".codex/config.toml:2 sandbox_mode widened from read-only to danger-full-access",
        ".codex/config.toml:3 MCP server added: db",
        ".gemini/settings.json:3 MCP server added: web",
        ".vscode/mcp.json:3 MCP server added: files",
        "claude_desktop_config.json:3 MCP server added: mail",
      ],
    },
  },
  {
    name: "an agent whose list of tools disappears inherits all of them",
    before: { ".claude/agents/r.md": "---\nname: r\ntools: Read, Grep\n---\nwords\n" },
    after: { ".claude/agents/r.md": "---\nname: r\n---\nwords\n" },
    demands: { "agent-capability": [".claude/agents/r.md:2 an agent without a list of tools inherits every tool"] },
  },
  {
    name: "a settings file under another spelling of its folder",
    before: {},
    after: { ".Claude/Settings.json": json({ permissions: { allow: ["Bash"] } }) },
    demands: { "agent-capability": ["permission allowed: Bash"] },
  },
  {
    name: "the description of an agent",
    before: { ".claude/agents/r.md": "---\nname: r\ndescription: a\ntools: Read\n---\nwords\n" },
    after: { ".claude/agents/r.md": "---\nname: r\ndescription: b\ntools: Read\n---\nother words\n" },
    demands: {},
  },
]

const contract = "agents/release.contract.yaml"
const contracts: readonly Case[] = [
  {
    name: "[S1.2-5] a decision right, a higher level and promotion to Active",
    before: { [contract]: "status: Draft\nautonomy: L2\ndecision_rights:\n  - merge docs\n" },
    after: { [contract]: "status: Active\nautonomy: L3\ndecision_rights:\n  - merge docs\n  - approve releases\n" },
    demands: {
      "agent-contract": [
        "agents/release.contract.yaml:5 decision right granted: approve releases",
        ":2 autonomy raised from 2 to 3",
        ":1 status becomes Active (was Draft)",
      ],
    },
  },
  {
    name: "a contract that loses rights",
    before: { [contract]: "autonomy: L3\ndecision_rights: [a, b]\npaths: [src/**]\n" },
    after: { [contract]: "autonomy: L2\ndecision_rights: [b]\npaths: []\n" },
    demands: {},
  },
  {
    name: "a tool in a contract is a new capability as well",
    before: { [contract]: "tools: [Read]\n" },
    after: { [contract]: "tools: [Read, Bash]\nhosts: [api.vendor.io]\n" },
    demands: {
      "agent-capability": ["tool added to an agent contract: Bash", "host added to an agent contract: api.vendor.io"],
      "agent-contract": [":1 tool granted: Bash", ":2 host granted: api.vendor.io"],
    },
  },
  {
    name: "a tool of an agent file",
    before: { ".claude/agents/r.md": "---\nname: r\ntools: Read\n---\n" },
    after: { ".claude/agents/r.md": "---\nname: r\ntools: Read, Bash\n---\n" },
    demands: { "agent-capability": [":3 tool added to an agent: Bash"], "agent-contract": [":3 tool granted: Bash"] },
  },
  {
    name: "a prohibition that is gone",
    before: { [contract]: "forbidden: [delete data]\n" },
    after: { [contract]: "forbidden: []\n" },
    demands: { "agent-contract": ["no longer forbidden: delete data"] },
  },
]

const endpoints: readonly Case[] = [
  {
    name: "[S1.2-6] Express, with a mounted router and a chained route",
    before: { "a.ts": source("const app = express()", 'app.get("/health", h)') },
    after: {
      "a.ts": source(
        "const app = express()",
        'app.get("/health", h)',
        'app.post("/orders", check, h)',
        'app.use("/admin", admin)',
        'app.route("/x").get(h).delete(h)',
        "app.get(PATHS.y, h)",
      ),
    },
    demands: { endpoint: ["a.ts:3 POST /orders", "a.ts:4 MOUNT /admin", "a.ts:5 GET /x", "a.ts:5 DELETE /x", "a.ts:6 GET {PATHS.y}"] },
  },
  {
    name: "a route that moves to another file, with another name of its parameter",
    before: { "a.ts": source('router.get("/users/:id", h)'), "b.ts": source("export const b = 1") },
    after: { "a.ts": source("export const a = 1"), "b.ts": source("// moved", 'router.get("/users/:userId/", h)') },
    demands: {},
  },
  {
    name: "a second route with the path of another",
    before: { "a.ts": source('router.get("/", h)'), "b.ts": source("export const b = 1") },
    after: { "a.ts": source('router.get("/", h)', "export const c = 1"), "b.ts": source('router.get("/", h)') },
    demands: { endpoint: ["b.ts:1 GET /"] },
  },
  {
    name: "calls of clients, maps and settings",
    before: {},
    after: {
      "a.ts": source(
        'axios.get("/users", { params })',
        'client.post("/x", body)',
        'map.get("key")',
        'app.get("env")',
        'api.delete("/x", { data })',
        '// app.get("/y", h)',
        "const s = \"app.get('/z', h)\"",
      ),
    },
    demands: {},
  },
  {
    name: "Fastify, Hono, Koa, Hapi, Elysia",
    before: {},
    after: {
      "a.ts": source(
        "export async function plugin(fastify) {",
        '  fastify.get("/a", { schema, handler: h })',
        '  fastify.route({ method: ["GET", "PUT"], url: "/b", handler: h })',
        "}",
      ),
      "b.ts": source("export const web = new Hono().get('/c', h).post('/d', h)"),
      "c.js": source("const r = new Router()", "r.put('/e', h)"),
      "d.js": source("server.route([{ method: 'POST', path: '/f', handler: h }])"),
      "e.ts": source("new Elysia().get('/g', () => 1)"),
    },
    demands: {
      endpoint: [
        "a.ts:2 GET /a",
        "a.ts:3 GET /b",
        "a.ts:3 PUT /b",
        "b.ts:1 GET /c",
        "b.ts:1 POST /d",
        "c.js:2 PUT /e",
        "d.js:1 POST /f",
        "e.ts:1 GET /g",
      ],
    },
  },
  {
    name: "Next pages and route files, SvelteKit",
    before: { "app/old/route.ts": source("export function GET() {}") },
    after: {
      "pages/api/users/[id].ts": source("export default function handler() {}"),
      "src/app/(shop)/cart/route.ts": source("export async function POST() {}", "export const GET = h"),
      "app/old/route.ts": source("export function GET() {}", "export { h as DELETE }"),
      "src/routes/ping/+server.ts": source("export const GET = () => 1"),
      "app/page.tsx": source("export default function Page() { return <p>It's</p> }"),
    },
    demands: {
      endpoint: [
        "app/old/route.ts:2 DELETE /old",
        "pages/api/users/[id].ts:1 ANY /api/users/[id]",
        "src/app/(shop)/cart/route.ts:1 POST /cart",
        ":2 GET /cart",
        "src/routes/ping/+server.ts:1 GET /ping",
      ],
    },
  },
  {
    name: "NestJS with the prefix of its controller",
    before: {},
    after: {
      "a.ts": source(
        "@Controller('users')",
        "export class Users {",
        "  @Get(':id')",
        "  @Header('a', 'b')",
        "  one() {}",
        "  @Post()",
        "  add(@Body() b: B) {}",
        "}",
      ),
    },
    demands: { endpoint: ["a.ts:3 GET /users/:id", "a.ts:6 POST /users"] },
  },
  {
    name: "FastAPI, Flask, Starlette, aiohttp, Django",
    before: {},
    after: {
      "a.py": source(
        '@app.get("/a")',
        "async def a(): ...",
        '@router.websocket("/ws")',
        "async def w(): ...",
        'app.include_router(r, prefix="/v1")',
        '@mock.patch("x.y")',
        "def b(): ...",
      ),
      "b.py": source('@bp.route("/b", methods=["GET", "POST"])', "def b(): ...", 'app.add_url_rule("/c", view_func=b)'),
      "c.py": source('routes = [Route("/d", d)]'),
      "d.py": source('app.router.add_post("/e", e)'),
      "shop/urls.py": source('urlpatterns = [path("f/<int:id>/", f), re_path(r"^g$", g)]', 'router.register(r"h", H)'),
    },
    demands: {
      endpoint: [
        "a.py:1 GET /a",
        "a.py:3 WEBSOCKET /ws",
        "a.py:5 MOUNT /v1",
        "b.py:1 GET /b",
        "b.py:1 POST /b",
        "b.py:3 GET /c",
        "c.py:1 ANY /d",
        "d.py:1 POST /e",
        "shop/urls.py:1 ANY /f/<int:id>/",
        ":1 ANY /^g$",
        ":2 ANY /h",
      ],
    },
  },
  {
    name: "Spring and JAX-RS",
    before: {},
    after: {
      "A.java": source(
        "@RestController",
        '@RequestMapping("/api")',
        "public class A {",
        '  @GetMapping(value = "/a", produces = "x")',
        "  String a() {}",
        '  @RequestMapping(path = {"/b", "/c"}, method = RequestMethod.POST)',
        "  String b() {}",
        "}",
      ),
      "B.java": source('@Path("/d")', "public class B {", "  @GET", '  @Path("{id}")', "  public String one() {}", "}"),
      "C.kt": source("@RestController", "class C {", '  @DeleteMapping("/e")', "  fun e() = 1", "}"),
    },
    demands: { endpoint: ["A.java:4 GET /api/a", "A.java:6 POST /api/b", "A.java:6 POST /api/c", "B.java:3 GET /d/{id}", "C.kt:3 DELETE /e"] },
  },
  {
    name: "Go: net/http, gin, chi, gorilla; not a client",
    before: {},
    after: {
      "a.go": source(
        "package a",
        "func f() {",
        '  http.HandleFunc("/a", h)',
        '  mux.Handle("POST /b", h)',
        '  r.GET("/c", h)',
        '  r.Method("PUT", "/d", h)',
        '  r.HandleFunc("/e", h).Methods("PATCH")',
        '  httpClient.Get("/f", o)',
        '  v1 := r.Group("/v1")',
        "}",
      ),
    },
    demands: { endpoint: ["a.go:3 ANY /a", "a.go:4 POST /b", "a.go:5 GET /c", "a.go:6 PUT /d", "a.go:7 PATCH /e", "a.go:9 MOUNT /v1"] },
  },
  {
    name: "Rails, Sinatra, Laravel, ASP.NET, Actix, axum",
    before: {},
    after: {
      "config/routes.rb": source("Rails.application.routes.draw do", "  resources :users", '  post "/hooks/pay", to: "pay#hook"', "end"),
      "app.rb": source('get "/a" do', "end"),
      "routes/web.php": source("<?php", "Route::post('/b', [B::class, 'store']);"),
      "P.cs": source('app.MapGet("/c", () => 1);', 'class D { [HttpPost("d")] void F() {} }'),
      "m.rs": source('#[get("/e")]', "async fn e() {}", 'let r = Router::new().route("/f", post(f));'),
    },
    demands: {
      endpoint: [
        "P.cs:1 GET /c",
        "P.cs:2 POST /d",
        "app.rb:1 GET /a",
        "config/routes.rb:2 RESOURCES /users",
        "config/routes.rb:3 POST /hooks/pay",
        "m.rs:1 GET /e",
        "m.rs:3 POST /f",
        "routes/web.php:2 POST /b",
      ],
    },
  },
]

const integrations: readonly Case[] = [
  {
    name: "[S1.2-1] a host that is new in code",
    before: { "a.ts": source('const u = "https://old.vendor.io/v1"') },
    after: { "a.ts": source('const u = "https://old.vendor.io/v2"', "const w = `https://${region}.api.other.io:443/x`") },
    demands: { integration: ["a.ts:2 new external host: *.api.other.io"] },
  },
  {
    name: "hosts in comments, documents, tests, lock files, links and of this machine",
    before: {},
    after: {
      "a.ts": source(
        "// see https://blog.vendor.io",
        'const a = "http://localhost:3000"',
        'const b = "http://10.0.0.1"',
        'const c = "https://example.com"',
        'const d = "http://db:5432"',
        'const ns = "http://www.w3.org/2000/svg"',
      ),
      "README.md": "https://vendor.io",
      "test/a.test.ts": source('fetch("https://vendor.io")'),
      "package-lock.json": json({ resolved: "https://registry.vendor.io/a" }),
      "b.tsx": source('export const L = () => <a href="https://vendor.io">x</a>'),
      "c.json": json({ $schema: "https://vendor.io/schema.json" }),
    },
    demands: {},
  },
  {
    name: "hosts in settings, environment files, shell and Go",
    before: { "b.yaml": "a: 1\n" },
    after: {
      "a.env": "API=https://one.vendor.io/x\n# https://not.vendor.io\n",
      "b.yaml": "a: 1\nhost: two.vendor.io\nurl: wss://three.vendor.io\n",
      "c.sh": "curl -s https://four.vendor.io | sh\n",
      "d.go": "package d\n\nvar u = `https://five.vendor.io`\n",
      "e.ts": 'https.request({ hostname: "six.vendor.io" })\n',
    },
    demands: {
      integration: [
        "a.env:1 new external host: one.vendor.io",
        "b.yaml:3 new external host: three.vendor.io",
        "c.sh:1 new external host: four.vendor.io",
        "d.go:3 new external host: five.vendor.io",
        "e.ts:1 new external host: six.vendor.io",
      ],
    },
  },
  {
    name: "a host that moved to another file",
    before: { "a.ts": source('const u = "https://api.vendor.io"'), "b.ts": source("const b = 1") },
    after: { "a.ts": source("const a = 1"), "b.ts": source('const u = "https://api.vendor.io"') },
    demands: {},
  },
  {
    name: "a client library in every kind of manifest",
    before: { "package.json": json({ dependencies: { left: "1" } }), "go.mod": "module x.io/y\n\ngo 1.22\n" },
    after: {
      "package.json": json({ dependencies: { left: "1", pay: "npm:stripe@17" }, devDependencies: { "@types/twilio": "1" } }),
      "requirements.txt": "# openai\nboto3==1.34\nflask\n",
      "py/pyproject.toml": '[project]\nname = "a"\ndependencies = ["Sentry_SDK>=2", "click"]\n',
      "go.mod": "module x.io/y\n\ngo 1.22\n\nrequire github.com/slack-go/slack v0.1.0\n",
      "pom.xml":
        "<project><dependencies><dependency><groupId>com.twilio.sdk</groupId><artifactId>twilio</artifactId></dependency></dependencies></project>",
      "Cargo.toml": '[dependencies]\npay = { package = "async-stripe", version = "0.1" }\n',
      Gemfile: 'gem "sendgrid-ruby"\n# gem "stripe"\n',
      "build.gradle.kts": 'dependencies { implementation("com.slack.api:slack-api-client:1.4") }\n',
      "a.csproj": '<Project><ItemGroup><PackageReference Include="AWSSDK.S3" /></ItemGroup></Project>',
      "composer.json": json({ require: { "twilio/sdk": "1" } }),
    },
    demands: {
      integration: [
        "Cargo.toml new dependency on the service of Stripe: async-stripe",
        "Gemfile new dependency on the service of SendGrid: sendgrid-ruby",
        "a.csproj new dependency on the service of Amazon Web Services: AWSSDK.S3",
        "build.gradle.kts new dependency on the service of Slack: com.slack.api:slack-api-client",
        "composer.json new dependency on the service of Twilio: twilio/sdk",
        "go.mod new dependency on the service of Slack: github.com/slack-go/slack",
        "package.json new dependency on the service of Stripe: stripe",
        "pom.xml new dependency on the service of Twilio: com.twilio.sdk:twilio",
        "py/pyproject.toml new dependency on the service of Sentry: Sentry_SDK",
        "requirements.txt new dependency on the service of Amazon Web Services: boto3",
      ],
    },
  },
  {
    name: "a new version, a removed client, a lock file alone, a library that is no client",
    before: { "package.json": json({ dependencies: { stripe: "1", twilio: "1" } }), "yarn.lock": "a" },
    after: { "package.json": json({ dependencies: { stripe: "2", lodash: "4" } }), "yarn.lock": "stripe@2" },
    demands: {},
  },
  {
    name: "a host that the settings ignore",
    settings: { ignoredHosts: [".vendor.io"] },
    before: {},
    after: { "a.ts": source('const u = "https://eu.vendor.io"') },
    demands: {},
  },
]

describe.each([
  ["authentication", auth],
  ["agent capability", agents],
  ["agent contract", contracts],
  ["endpoint", endpoints],
  ["integration", integrations],
])("%s", (_, cases) => {
  test.each(cases)("$name", ({ before, after, demands, settings }) => {
    const result = classifyTrees(before, after, settings)
    const found = Object.fromEntries(
      result.workTypes.map(({ id, reasons }) => [
        id,
        reasons.map(({ path, line, text }) => `${path}${line === undefined ? "" : `:${line}`} ${text}`),
      ]),
    )
    expect(Object.keys(found).sort()).toEqual(Object.keys(demands).sort())
    for (const [id, expected] of Object.entries(demands)) {
      const reasons = found[id] ?? []
      const missing = expected.filter((part) => !reasons.some((reason) => reason.includes(part)))
      expect({ missing, count: reasons.length, reasons }).toEqual({ missing: [], count: expected.length, reasons })
    }
    expect(result.unread).toEqual([])
  })
})

test("comments only under authentication are said, without a demand", () => {
  const result = classifyTrees({ "src/auth/a.ts": "// a\nexport const a = 1\n" }, { "src/auth/a.ts": "// b\nexport const a = 1\n" })
  expect(result.level).toBe("None")
  expect(result.notes).toEqual(["src/auth/a.ts: comments only, no code under authentication changed"])
})

test("[S1.2-2] agent settings that cannot be read are reported and count as a new capability", () => {
  const result = classifyTrees({ ".mcp.json": "{}" }, { ".mcp.json": '{ "mcpServers": {' })
  expect(result.level).toBe("Mandatory")
  expect(result.workTypes.map(({ id }) => id)).toEqual(["agent-capability"])
  expect(result.unread).toEqual([{ path: ".mcp.json", reason: "could not be read: .mcp.json is not valid JSON" }])
})

test("a broken manifest is reported as unread", () => {
  expect(classifyTrees({}, { "package.json": "{" }).unread).toEqual([
    { path: "package.json", reason: "could not be read: package.json is not valid JSON" },
  ])
})

test("[S1.3-2] [S1.3-3] [S1.3-4] data, attack surface and blast radius are suggested from the change", () => {
  const result = classifyTrees(
    {},
    {
      "a.ts": source("const app = express()", 'app.post("/webhooks/users", h)', 'fs.writeFileSync("a", b)'),
      "config.yaml": "region: eu-central-1\n",
    },
  )
  expect(result.data).toEqual(["customer data", "internal configs", "code"])
  expect(result.attackSurface).toEqual(["external API", "webhook", "file write"])
  expect(result.blastRadius.value).toBe("isolated")
  expect(result.sensitivity).toEqual({
    level: "HIGH",
    reasons: [{ ground: "data residency", text: "config.yaml: new cloud region eu-central-1", suggested: true }],
  })
})

test("[S1.4-3] a new mechanism of authentication suggests HIGH sensitivity", () => {
  const result = classifyTrees({ "a.ts": source("app.use(session(req.session))") }, { "a.ts": source("app.use(jwt.verify(a))") })
  expect(result.sensitivity.level).toBe("HIGH")
  expect(result.sensitivity.reasons.map(({ ground }) => ground)).toEqual(["authentication architecture", "authentication architecture"])
})

test("a secret in the environment of an MCP server is never shown", () => {
  const secret = ["hidden", "value", "77"].join("-")
  const result = classifyTrees(
    { ".mcp.json": json({ mcpServers: { a: { env: { K: "1" } } } }) },
    { ".mcp.json": json({ mcpServers: { a: { env: { K: secret }, headers: { A: secret } }, b: { env: { K: secret } } } }) },
  )
  expect(result.level).toBe("Mandatory")
  expect(JSON.stringify(result)).not.toContain(secret)
})

test("the order of the changed files does not matter", () => {
  const plan = planOf(classifySettings.parse({}))
  const files = changes(
    { "a.ts": source('router.get("/a", h)'), "b.ts": "const b = 1\n" },
    { "a.ts": "const a = 1\n", "b.ts": source('router.get("/a", h)', 'router.get("/a", h)'), "auth/c.ts": "const c = 1\n" },
  ).map((file) => factsOf(file, plan))
  expect(classify(files.toReversed(), new Set(), undefined).workTypes).toEqual(classify(files, new Set(), undefined).workTypes)
})
