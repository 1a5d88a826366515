const root = new Function("return this")()
const double = eval("2 * 21")

export function get(fn: Function) {
  return fn(root, double)
}
