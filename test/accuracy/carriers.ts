/** Carriers: ordinary files of many kinds around one value under one name. The rest of each file is harmless. */
import { codeCarriers } from "./carriers-code.ts"
import { documentCarriers } from "./carriers-documents.ts"
import { settingCarriers } from "./carriers-settings.ts"
import type { NameStyle } from "./names.ts"
import type { Encoding } from "./planted.ts"

export interface Carrier {
  readonly id: string
  readonly path: string
  readonly style: NameStyle
  /** Holds a value of one line only. */
  readonly oneLine?: boolean
  readonly encoding?: Encoding
  /** Where only one of the two is plausible. */
  readonly only?: "password" | "token"
  /** The text of the file, with the secret marked. */
  write(name: string, value: string): string
}

export const carriers: readonly Carrier[] = [...settingCarriers, ...codeCarriers, ...documentCarriers]
