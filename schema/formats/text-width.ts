// How wide a text will be, without a browser. Layout, wrapping and label placement must come out the same on every
// machine and before fonts are loaded, so they reckon with this table instead of measuring.

// Advance widths of Inter 500 for U+0020 to U+007E, in hundredths of an em.
const latin =
  "27 30 49 64 65 99 65 31 37 37 52 67 30 46 30 37 65 42 62 63 66 60 63 57 63 63 30 32 67 67 67 53 98 71 66 73 72 60 59 75 " +
  "74 27 58 69 57 91 76 77 64 77 65 65 65 74 71 100 70 70 64 37 37 37 48 46 34 57 62 58 62 59 38 62 60 25 25 56 25 89 60 60 " +
  "62 62 39 54 34 60 57 83 56 58 56 44 35 44 67";
const advances = Uint8Array.from(latin.split(" "), Number);
const wide = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/;
const marks = /\p{M}/gu;

/** Width of one line of text in the unit of `size`; within a few per cent for Latin letters set in Inter. */
export function textWidth(text: string, size: number): number {
  let hundredths = 0;
  for (const letter of text.normalize("NFD").replaceAll(marks, "")) hundredths += advanceOf(letter);
  return (hundredths * size) / 100;
}

/** Breaks a text at spaces into lines no wider than `width`; what is left beyond `linesMax` ends in "…". */
export function wrapText(text: string, size: number, width: number, linesMax: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.trim().split(/\s+/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line === "" || textWidth(longer, size) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  const kept = lines.slice(0, linesMax);
  const last = kept.length - 1;
  return kept.map((text, index) =>
    shorten(text, size, width * 1.15, index === last && lines.length > linesMax),
  );
}

function shorten(text: string, size: number, width: number, isCut: boolean): string {
  if (!isCut && textWidth(text, size) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && textWidth(`${letters.join("")}…`, size) > width) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

function advanceOf(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  if (code >= 32 && code < 127) return advances[code - 32] ?? 60;
  return wide.test(letter) ? 100 : 62;
}
