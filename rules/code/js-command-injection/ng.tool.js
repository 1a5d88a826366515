const cp = require("child_process")

server.tool("lint", schema, async ({ path }) => {
  const out = cp.execSync(`eslint ${path}`) // tipstaff-expect
  return { content: [{ type: "text", text: out.toString() }] }
})
