import * as fc from "fast-check"
import { expect, test } from "vitest"
import { isPatch, parsePatch } from "./patch.ts"

const patch = (...lines: readonly string[]) => ["*** Begin Patch", ...lines, "*** End Patch"].join("\n")

test.each([
  [
    "an update of two places",
    patch("*** Update File: a.ts", "@@", "-one", "+1", "@@ function b", " keep", "+2"),
    [
      {
        change: "update",
        path: "a.ts",
        edits: [
          { oldText: "one\n", newText: "1\n" },
          { oldText: "keep\n", newText: "keep\n2\n" },
        ],
      },
    ],
  ],
  ["a move without a change", patch("*** Update File: a.ts", "*** Move to: b.ts"), [{ change: "move", path: "a.ts", to: "b.ts", edits: [] }]],
  ["an empty new file", patch("*** Add File: a.ts"), [{ change: "add", path: "a.ts", content: "" }]],
  ["blanks around the headers", patch("  *** Delete File: a.ts  "), [{ change: "delete", path: "a.ts" }]],
  ["line ends of Windows", patch("*** Delete File: a b.ts").replaceAll("\n", "\r\n"), [{ change: "delete", path: "a b.ts" }]],
  ["a here-document around it", `<<'EOF'\n${patch("*** Delete File: a.ts")}\nEOF`, [{ change: "delete", path: "a.ts" }]],
  [
    "a new file that speaks of patches",
    patch("*** Add File: a.md", "+*** Delete File: b.ts"),
    [{ change: "add", path: "a.md", content: "*** Delete File: b.ts\n" }],
  ],
  ["no end", "*** Begin Patch\n*** Delete File: a.ts", [{ change: "delete", path: "a.ts" }]],
])("%s", (_name, text, expected) => {
  expect(parsePatch(text)).toEqual(expected)
})

test.each([
  ["no patch", "ls -l"],
  ["a patch of nothing", patch()],
  ["the word in the middle of a line", "grep '*** Begin Patch' notes.md"],
])("not readable: %s", (_name, text) => {
  expect(parsePatch(text)).toBeUndefined()
})

test("every file that a header names is in the result", () => {
  const name = fc.stringMatching(/^[a-z]{1,8}(?:\/[a-z]{1,8})?$/)
  const line = fc.constantFrom("+x", "-y", " z", "@@", "", "*** End of File", " *** Add File: decoy")
  const section = fc.tuple(fc.constantFrom("Add", "Update", "Delete"), name, fc.array(line, { maxLength: 4 }))
  fc.assert(
    fc.property(fc.array(section, { minLength: 1, maxLength: 6 }), (sections) => {
      const text = patch(...sections.flatMap(([action, path, lines]) => [`*** ${action} File: ${path}`, ...lines]))
      expect(isPatch(text)).toBe(true)
      expect(parsePatch(text)?.map((change) => change.path)).toEqual(expect.arrayContaining(sections.map(([, path]) => path)))
    }),
  )
})
