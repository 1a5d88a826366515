import { expect, test } from "vitest"
import { hiddenSpans } from "./hidden-spans.ts"

function counted(hidden: readonly (readonly [number, number])[], reported: readonly (readonly [number, number])[] = []): number {
  const spans = hiddenSpans()
  for (const [start, end] of hidden) spans.hide({ start, end })
  for (const [start, end] of reported) spans.report({ start, end })
  return spans.count()
}

test.each([
  ["nothing hidden", [], [[0, 5]], 0],
  [
    "one secret that three rules found",
    [
      [10, 20],
      [5, 20],
      [10, 18],
    ],
    [],
    1,
  ],
  [
    "two that touch",
    [
      [0, 5],
      [5, 9],
    ],
    [],
    2,
  ],
  ["one that another rule reports all the same", [[10, 20]], [[15, 30]], 0],
  [
    "some reported, some not, in any order",
    [
      [50, 60],
      [0, 5],
      [10, 20],
    ],
    [
      [52, 53],
      [30, 40],
    ],
    2,
  ],
] as const)("%s", (_name, hidden, reported, count) => {
  expect(counted(hidden, reported)).toBe(count)
})
