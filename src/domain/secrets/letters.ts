/**
 * How surprising the letters of a value are to a reader of source text: bits per character under the frequencies of pairs.
 * Words and identifiers cost 3 to 5 bits, random letters 6 and more. Trained by test/accuracy/train.ts.
 */

/** The edge of a word, the letters without regard to case, any digit. */
const symbols = "^abcdefghijklmnopqrstuvwxyz#"

const stepsPerBit = 1.3

/** Row: the symbol before; column: the symbol. Cost in steps as a hexadecimal digit, at most 15. */
const costs =
  "f6746557759866665b645787bdc8" +
  "7b656b96f7e9455f6f45389a88d8" +
  "5498949bf56c3cd49f6694fef7f5" +
  "55b8b4bf47d55df3bd6847cefaf7" +
  "26aa73acc4df8db6cf98a6dfb9f7" +
  "36a5597aeccf774b89445b9a69f8" +
  "45a9945ff2ff6fa4ff6786eef8f6" +
  "28bbf2d876ff7958ef6566cffbdb" +
  "33ffd3ffc3feb9b4df7968fffafd" +
  "86867776fefb56347d744f8f9f8f" +
  "77eef1effafceff6c9f2f7fafffa" +
  "26dba2cac4efbe8a9ec6b8fbfcfc" +
  "449d728bf4fd5cf59fd7768ff7fd" +
  "446e92fff5dd96b44fe8c8eff9fc" +
  "35d55574c7e99a85aeb5498dfbfc" +
  "69865c88fa8865376f366698cbfd" +
  "54ed83ed96fc5cd47f3857dffaf8" +
  "5dddcdfffbef7fedbfabe0fdfffc" +
  "34d793a8f5f99884df66588df7fc" +
  "27f7e4ad75fa9bb67dc537ecb6fa" +
  "25f8b3cd54ff9bd59f5688fcd6fa" +
  "96778568f6ff464a5f454dbfdffc" +
  "63fbf1bdf4ffc9f8bffcbcfefff5" +
  "33edb5eb64fbae54cf37fff9dffc" +
  "29f6d6cfc6efcbde3ffe2dffa8f7" +
  "1aabf9cef9ff95493fd67ef8feeb" +
  "55fdf1efa6fd5fc8ffe7fdfdf6ba" +
  "2666676ffefffffffffcfeffdff1"

/** Pieces of letters and digits, split at other characters and where capitals begin a word. */
export function piecesOf(value: string): string[] {
  return value.split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/).filter((piece) => piece !== "")
}

/** Bits per character; 0 for a value without letters and digits. */
export function surprise(pieces: readonly string[]): number {
  let steps = 0
  let length = 0
  for (const piece of pieces) {
    let before = 0
    for (const character of piece.toLowerCase()) {
      const symbol = character <= "9" ? symbols.length - 1 : symbols.indexOf(character)
      steps += costAt(before, symbol)
      before = symbol
    }
    steps += costAt(before, 0)
    length += piece.length
  }
  return length === 0 ? 0 : steps / stepsPerBit / length
}

function costAt(before: number, symbol: number): number {
  return Number.parseInt(costs[before * symbols.length + symbol]!, 16)
}
