/**
 * How hard V8 tries to make this process fast. What it does by default pays for itself in a run of seconds; a hook is over
 * before. Changes what is compiled from now on, in every thread.
 */

const flags = {
  /** The thread that optimises would take the time from Git, and a pattern is used a few times. */
  short: ["--no-opt", "--no-regexp-optimization"],
  /**
   * Each thread compiles the same functions anew, and all of them share the processors: with less inlining that takes half
   * the time, and what runs over every byte is compiled already.
   */
  threads: ["--max-inlined-bytecode-size-cumulative=200"],
  usual: ["--opt", "--regexp-optimization", "--max-inlined-bytecode-size-cumulative=920"],
} as const

export function compileFor(run: keyof typeof flags): void {
  for (const flag of flags[run]) process.getBuiltinModule("node:v8").setFlagsFromString(flag)
}
