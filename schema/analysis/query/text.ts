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

const withoutSpaces = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

/**
 * Whether a wanted text stands at the beginning of a word of another, both folded: "tpp" is not found in "cptpp".
 * Scripts without spaces between words are searched anywhere.
 */
export function beginsWord(text: string, wanted: string): boolean {
  if (withoutSpaces.test(wanted)) return text.includes(wanted);
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "")) return true;
    // What begins with a sign, such as a bracket, has no word's beginning to stand at.
    if (!/^[\p{L}\p{N}]/u.test(wanted)) return true;
  }
  return false;
}

/** Whether each wanted word begins a word of one of the lists. "TPP" does not begin "CPTPP". Rule QRY-3. */
export function hasWords(wanted: readonly string[], lists: readonly (readonly string[])[]): boolean {
  return wanted.every((start) => {
    const isFound = withoutSpaces.test(start)
      ? (word: string) => word.includes(start)
      : (word: string) => word.startsWith(start);
    return lists.some((list) => list.some(isFound));
  });
}
