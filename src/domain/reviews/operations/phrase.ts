/** An approval phrase given as an argument stands in for typing it; the passphrase is still asked from the person. */
import type { World } from "../../../base/world.ts"

export function withPhrase(world: World, phrase: string | undefined): World {
  if (phrase === undefined) return world
  const { terminal } = world
  return {
    ...world,
    terminal: { ...terminal, ask: (question, options) => (options?.hidden === true ? terminal.ask(question, options) : Promise.resolve(phrase)) },
  }
}
