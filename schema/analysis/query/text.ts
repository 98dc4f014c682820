// Free text as analysts type it: words in any order, by their beginnings, without case and accents.

/** Letters that carry their mark inside them, so that taking marks off does not reach them: "Đà Nẵng". */
const plainLetters: Readonly<Record<string, string>> = {
  æ: "ae",
  œ: "oe",
  ß: "ss",
  þ: "th",
  ð: "d",
  đ: "d",
  ı: "i",
  ł: "l",
  ø: "o",
};

/** A text without case, accents and width. */
export function foldText(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[æœßþðđıłø]/gu, (letter) => plainLetters[letter] ?? letter);
}

/** The folded words of a text: runs of letters and digits. */
export function wordsOf(text: string): readonly string[] {
  return foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Whether each wanted word begins a word of one of the lists. "TPP" does not begin "CPTPP". Rule QRY-3. */
export function hasWords(wanted: readonly string[], lists: readonly (readonly string[])[]): boolean {
  return wanted.every((start) => lists.some((list) => list.some((word) => word.startsWith(start))));
}
