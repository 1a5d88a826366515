import * as fc from "fast-check"
import { expect, test } from "vitest"
import { filesPerParcel, packParcel, parcelReader, unpackParcel } from "./shared-list.ts"

const path = fc.array(fc.oneof(fc.constantFrom("src", "test", "a".repeat(300), "é漢🗝"), fc.string({ minLength: 1 })), { minLength: 1, maxLength: 6 })

test("a parcel holds the paths that were packed", () => {
  fc.assert(
    fc.property(fc.array(path, { minLength: 1, maxLength: filesPerParcel }), (parts) => {
      const paths = parts.map((names) => names.join("/").replaceAll("\0", ""))
      expect(unpackParcel(packParcel(paths))).toEqual(paths)
    }),
  )
})

test("paths are read by their numbers, and parcels that were passed are given up where nobody asks again", () => {
  const paths = Array.from({ length: 3 * filesPerParcel + 5 }, (_, index) => `folder ${index % 3}/file ${index}`)
  const parcels = [0, 1, 2, 3].map((parcel) => packParcel(paths.slice(parcel * filesPerParcel, (parcel + 1) * filesPerParcel)))
  const keeping = parcelReader(parcels, { forget: false })
  expect(paths.map((_, index) => keeping(index))).toEqual(paths)
  expect([keeping(50), keeping(0), keeping(17)]).toEqual([paths[50], paths[0], paths[17]])
  const forgetting = parcelReader(parcels, { forget: true })
  expect([0, 3, 35, 36, 50].map(forgetting)).toEqual([0, 3, 35, 36, 50].map((file) => paths[file]))
  expect(parcels.map((parcel) => parcel === "")).toEqual([true, true, true, false])
})
