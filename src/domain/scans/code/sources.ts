/** Where values come from that someone else chooses, per language, as patterns over dotted paths. */
import type { Family } from "./rule.ts"

/** Bits of what is known of a value. */
export const fact = {
  dynamic: 1,
  built: 2,
  request: 4,
  browser: 8,
  model: 16,
  fetched: 32,
  console: 64,
  secret: 128,
  param: 256,
} as const

export const taintFacts = fact.request | fact.browser | fact.model | fact.fetched | fact.console

interface Source {
  readonly fact: number
  /** Over a path such as `req.query.get()` or `<http.Request>.URL.Query()`; `[]` stands for any index. */
  readonly path: RegExp
}

interface LanguageSources {
  /** Literals of which one stands in every file that has a source of the fact. */
  readonly keywords: Readonly<Record<"request" | "browser" | "model" | "fetched" | "console", readonly string[]>>
  readonly paths: readonly Source[]
  /** Marks on a parameter (annotations, decorators). */
  readonly parameterMarks: RegExp | undefined
  /** Marks on a function whose plain parameters come from a request or an agent. */
  readonly functionMarks: RegExp | undefined
  /** Parameters of such functions that the framework fills. */
  readonly innocentParameters: RegExp
  /** Declared types that hold no text. */
  readonly safeTypes: RegExp
}

export const sources: Readonly<Record<Family, LanguageSources>> = {
  javascript: {
    keywords: {
      request: [
        "req.",
        "request.",
        "ctx.",
        "context.",
        "event.",
        "evt.",
        "searchParams",
        "@Body(",
        "@Query(",
        "@Param(",
        "@Headers(",
        "registerTool(",
        "addTool(",
        ".tool(",
        "Request)",
        "NextRequest",
      ],
      browser: [
        "location.hash",
        "location.search",
        "location.href",
        "location.pathname",
        "document.URL",
        "document.referrer",
        "documentURI",
        "window.name",
        "searchParams",
        "event.data",
        "e.data",
        "evt.data",
        "msg.data",
        "message.data",
      ],
      model: [
        "choices",
        "output_text",
        "tool_calls",
        "generateText",
        "generateObject",
        ".messages.create",
        "completions",
        "responses.create",
        ".invoke(",
        "generateContent",
        "tool_use",
      ],
      fetched: ["fetch(", "axios", "got(", "got.", "request.get"],
      console: ["process.argv", "question("],
    },
    paths: [
      {
        fact: fact.request,
        path: /^(?:this\.)?(?:ctx\.|context\.|c\.)?(?:req|request|_req)\.(?:body|query|params|param|headers|header|cookies|signedCookies|url|originalUrl|files|file|json|text|formData|nextUrl|rawBody|queries|parseBody|hostname|raw|payload)(?![\w$])/,
      },
      { fact: fact.request, path: /^req\.get\(\)/ },
      { fact: fact.request, path: /^(?:ctx|context)\.(?:query|params|querystring)(?![\w$])/ },
      {
        fact: fact.request,
        path: /^(?:event|evt)\.(?:body|queryStringParameters|multiValueQueryStringParameters|pathParameters|headers|rawQueryString|rawPath)(?![\w$])/,
      },
      {
        fact: fact.request,
        path: /^<(?:express\.|http\.)?(?:Request|NextRequest|FastifyRequest|IncomingMessage|NextApiRequest)(?:\[\])?>\.(?:body|query|params|headers|cookies|url|json|text|formData|nextUrl)(?![\w$])/,
      },
      { fact: fact.request | fact.browser, path: /^(?:\w+\.)?searchParams\.(?:get|getAll)\(\)/ },
      { fact: fact.browser, path: /^(?:window\.|document\.|self\.|globalThis\.)?location\.(?:hash|search|href|pathname)(?![\w$])/ },
      { fact: fact.browser, path: /^(?:window\.)?document\.(?:URL|documentURI|referrer)(?![\w$])|^window\.name(?![\w$])/ },
      { fact: fact.browser, path: /^(?:event|e|evt|msg|message)\.data(?![\w$])/ },
      {
        fact: fact.model,
        path: /\.choices\[\]\.(?:message|delta|text)(?![\w$])|\.output_text(?![\w$])|\.tool_calls(?![\w$])|\.content\[\]\.(?:text|input)(?![\w$])/,
      },
      {
        fact: fact.model,
        path: /(?:^|\.)(?:generateText|generateObject|streamText|generateContent|chat\.completions\.create|messages\.create|responses\.create|completions\.create)\(\)/,
      },
      { fact: fact.model, path: /^(?:llm|chain|model|agent|chatModel|chat)\.(?:invoke|call|predict|generate|run)\(\)/ },
      { fact: fact.fetched, path: /^(?:globalThis\.|window\.)?(?:fetch|axios|got)(?:\.get|\.post|\.request)?\(\)/ },
      { fact: fact.console, path: /^process\.argv(?![\w$])|^readlineSync\.question\(\)/ },
    ],
    parameterMarks: /@(?:Body|Query|Param|Headers|UploadedFile|RawBody)\b/,
    functionMarks: undefined,
    innocentParameters: /^$/,
    safeTypes: /^(?:number|boolean|bigint|Date)(?:\s*\|\s*(?:number|boolean|null|undefined))*$/,
  },
  python: {
    keywords: {
      request: [
        "request.",
        "req.",
        ".route(",
        '.get("/',
        '.post("/',
        '.put("/',
        '.patch("/',
        '.delete("/',
        ".get('/",
        ".post('/",
        ".put('/",
        ".delete('/",
        "@tool",
        ".tool",
        "function_tool",
        "get_argument",
        "get_query_argument",
        "event[",
        "Query(",
        "Form(",
      ],
      browser: [],
      model: [
        "choices",
        "completion",
        "output_text",
        "tool_calls",
        ".invoke(",
        ".predict(",
        "messages.create",
        "responses.create",
        "generate_content",
        "ChatOpenAI",
        "tool_use",
      ],
      fetched: ["requests.", "httpx", "urlopen", "aiohttp", "urllib"],
      console: ["input(", "sys.argv"],
    },
    paths: [
      {
        fact: fact.request,
        path: /^(?:self\.|flask\.|info\.context\.)?(?:request|req)\.(?:args|form|values|json|data|files|cookies|headers|GET|POST|FILES|COOKIES|META|body|query_params|path_params|get_json|get_data|stream|url|full_path|path|query_string|match_info|rel_url|query|post|params|view_args|content)(?![\w])/,
      },
      { fact: fact.request, path: /^self\.get_(?:query_|body_)?arguments?\(\)/ },
      { fact: fact.request, path: /^event\.(?:body|queryStringParameters|pathParameters|headers|multiValueQueryStringParameters)(?![\w])/ },
      {
        fact: fact.model,
        path: /\.choices\[\]\.(?:message|delta|text)(?![\w])|\.output_text(?![\w])|\.tool_calls(?![\w])|\.content\[\]\.(?:text|input)(?![\w])|\.choices\[\]\.message\.content/,
      },
      {
        fact: fact.model,
        path: /(?:^|\.)(?:chat\.completions\.create|messages\.create|responses\.create|completions\.create|ChatCompletion\.create|generate_content)\(\)/,
      },
      {
        fact: fact.model,
        path: /^(?:self\.)?(?:llm|chain|model|agent|chat_model|chat|llm_chain)\.(?:invoke|ainvoke|predict|run|generate|complete)\(\)/,
      },
      { fact: fact.fetched, path: /^(?:requests|httpx|session)\.(?:get|post|request)\(\)|^urllib\.request\.urlopen\(\)|^urlopen\(\)/ },
      { fact: fact.console, path: /^(?:raw_)?input\(\)|^sys\.argv(?![\w])/ },
    ],
    parameterMarks: /^(?:Query|Body|Form|Path|Header|Cookie|File)\(/,
    functionMarks: /^@(?:\w+\.)*(?:route|get|post|put|patch|delete|websocket|api_route|tool|function_tool)\b/m,
    innocentParameters: /^(?:self|cls|request|req|response|db|session|conn|background_tasks|ctx|context|current_user|user|settings|config)$/,
    safeTypes:
      /^(?:int|float|bool|UUID|uuid\.UUID|date|datetime|Decimal|Request|Response|Session|AsyncSession|BackgroundTasks|WebSocket|Context|Annotated\[.*Depends.*)(?:\s*\|\s*None)?$|^Optional\[(?:int|float|bool|UUID)\]$/s,
  },
  go: {
    keywords: {
      request: ["http.Request", "gin.Context", "echo.Context", "fiber.Ctx", "mux.Vars", "chi.URLParam", "CallToolRequest"],
      browser: [],
      model: ["Choices", "CreateChatCompletion", "GenerateContent"],
      fetched: ["http.Get", "http.Post", ".Do("],
      console: ["os.Args", "flag."],
    },
    paths: [
      {
        fact: fact.request,
        path: /(?:^<http\.Request>|^<(?:gin\.Context|echo\.Context)>\.Request(?:\(\))?|^(?:r|req|request))\.(?:URL|Form|PostForm|FormValue|PostFormValue|Header|Body|Host|RequestURI|PathValue|Cookie|Cookies|MultipartForm|Referer|UserAgent|FormFile)(?!\w)/,
      },
      {
        fact: fact.request,
        path: /^<gin\.Context>\.(?:Query|Param|PostForm|DefaultQuery|DefaultPostForm|GetHeader|Cookie|GetRawData|QueryArray|QueryMap|GetQuery|GetPostForm|FormFile|Bind\w*|ShouldBind\w*)\(\)/,
      },
      { fact: fact.request, path: /^<echo\.Context>\.(?:QueryParam|Param|FormValue|QueryParams|Cookie|Bind|QueryString|FormFile)\(\)/ },
      {
        fact: fact.request,
        path: /^<fiber\.Ctx>\.(?:Query|Params|FormValue|Body|BodyRaw|Get|Cookies|BodyParser|QueryParser|Queries|OriginalURL|Path)\(\)/,
      },
      { fact: fact.request, path: /^mux\.Vars\(\)|^chi\.URLParam\(\)/ },
      { fact: fact.model, path: /\.Choices\[\]\.(?:Message|Delta)(?!\w)|\.CreateChatCompletion\(\)|\.GenerateContent\(\)/ },
      { fact: fact.fetched, path: /^http\.(?:Get|Post)\(\)/ },
      { fact: fact.console, path: /^os\.Args(?!\w)|^flag\.Arg\(\)/ },
    ],
    parameterMarks: undefined,
    functionMarks: undefined,
    innocentParameters: /^$/,
    safeTypes: /^(?:u?int(?:8|16|32|64)?|bool|float(?:32|64)|byte|rune|time\.(?:Time|Duration)|uuid\.UUID|context\.Context)$/,
  },
  java: {
    keywords: {
      request: [
        "Request",
        "@PathVariable",
        "@QueryParam",
        "@PathParam",
        "@FormParam",
        "@CookieValue",
        "@HeaderParam",
        "@ModelAttribute",
        "@Tool",
        "HttpExchange",
      ],
      browser: [],
      model: ["ChatClient", "ChatModel", "ChatLanguageModel", "getChoices", ".call()"],
      fetched: ["HttpClient", "RestTemplate"],
      console: ["Scanner", "args"],
    },
    paths: [
      {
        fact: fact.request,
        path: /^(?:<(?:Http)?(?:Servlet|ServerHttp|Web|NativeWeb)(?:Request)?(?:Request)?>|<(?:HttpServletRequestWrapper|RoutingContext|HttpExchange|HttpRequest)>|this\.request|request|req|httpRequest|servletRequest|httpServletRequest|exchange)\.get(?:Parameter|ParameterValues|ParameterMap|Header|Headers|QueryString|Cookies|InputStream|Reader|PathInfo|RequestURI|RequestURL|Part|Parts|RequestHeaders|RequestBody|QueryParams)\(\)/,
      },
      { fact: fact.model, path: /^(?:this\.)?(?:chatClient|chatModel|chatLanguageModel|llm|model)\.(?:call|generate|chat|prompt)\(\)/ },
      { fact: fact.fetched, path: /^(?:this\.)?(?:restTemplate|httpClient)\.(?:getForObject|getForEntity|send|exchange)\(\)/ },
      { fact: fact.console, path: /^scanner\.next(?:Line)?\(\)/ },
    ],
    parameterMarks:
      /@(?:RequestParam|PathVariable|RequestBody|RequestHeader|CookieValue|QueryParam|PathParam|FormParam|HeaderParam|ModelAttribute|MatrixParam|RequestPart|ToolParam|P)\b/,
    functionMarks: /@Tool\b/,
    innocentParameters: /^$/,
    safeTypes:
      /^(?:int|long|short|byte|boolean|double|float|Integer|Long|Short|Boolean|Double|Float|UUID|BigDecimal|BigInteger|LocalDate|LocalDateTime|Instant|Pageable)$/,
  },
}

interface CallTable {
  /** Calls that hand on what they are given. */
  readonly carries: RegExp
  /** Calls whose result holds nothing an attacker chose in full. */
  readonly cleans: RegExp
}

// Over the last word of the callee. Any other call ends the trail: its result is dynamic, but nobody's choice.
export const calls: CallTable = {
  carries:
    /^(?:String|str|bytes|bytearray|unicode|repr|join|Join|concat|resolve|normalize|parse|JSON|stringify|dumps|loads|load|decodeURIComponent|decodeURI|unescape|unquote|unquote_plus|URL|URLSearchParams|from|File|Path|PurePath|get|of|create|URI|Sprint|Sprintln|Trim\w*|ToLower|ToUpper|Replace|ReplaceAll|Split\w*|Fields|Clean|ReadAll|NewReader|NewDecoder|NewBufferString|NewScanner|valueOf|toString|trim|strip|requireNonNull|ofNullable|orElse|urljoin|urlparse|urlsplit|dict|list|tuple|set|sorted|reversed|map|assign|values|entries|cast|text|raw|encode|decode|Marshal|Unmarshal|promisify|expandvars|expanduser|abspath|realpath|normpath|ArrayList|List|asList|StringBuilder|StringBuffer|StringReader|InputSource|ByteArrayInputStream|BufferedReader|InputStreamReader|BytesIO|StringIO|wrap|dedent|b64decode|urlsafe_b64decode|atob|DecodeString|decompress|Decode|Bind\w*|ShouldBind\w*|BodyParser|QueryParser)$/,
  cleans:
    /^(?:parseInt|parseFloat|Number|Boolean|BigInt|isNaN|int|float|bool|len|abs|round|id|type|isinstance|Atoi|Itoa|Parse(?:Int|Uint|Float|Bool)|Format(?:Int|Float|Bool)|(?:parse|to)(?:Int|Long|Double|Boolean)|fromString|toFixed|toISOString|isoformat|strftime|getTime|now|hexdigest|digest|hashCode|length|size|count|indexOf|sum|min|max|floor|ceil|range|enumerate_safe|Base|getName|secure_filename|safe_join|basename|IsLocal|placeholders?)$|[eE]scape(?!d)|[sS]aniti[sz]e|[pP]urify|(?<!un)[qQ]uote|^encodeURI|^urlencode$|[cC]lean(?=[A-Z_])|strip_?[tT]ags|[vV]alidate|[aA]llow(?:ed|list)|[wW]hitelist|[rR]edact|[mM]ask|[hH]ash|[eE]ncrypt|[uU]uid/,
}
