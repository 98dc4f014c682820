// One CSV file from rows: RFC 4180, in a form that every spreadsheet reads as text and none calculates.
import papaparse from "papaparse";

/** A column: its heading and what its cells hold, in words. The list is the documentation of the file. */
export interface Column<Row> {
  readonly name: string;
  readonly meaning: string;
  /** Absent stays empty. Lists are joined by "; ". */
  readonly cell: (row: Row) => Cell;
}
export type Cell = string | number | boolean | readonly string[] | undefined;

// East Asian spreadsheets also calculate what begins with a full-width sign.
const calculated = "=+\\-@\\t\\r\\n\\0＝＋－＠";
const guarded = new RegExp(`^'*[${calculated}]`, "u");
const guardedBefore = new RegExp(`^'+[${calculated}]`, "u");
/** Tells a spreadsheet that the bytes are UTF-8; without it 台灣 is read in the machine's own code page. */
const byteOrderMark = "\uFEFF";

/**
 * Keeps a spreadsheet from calculating a cell: what begins like a formula gets an apostrophe in front, and so
 * does what would look guarded already, so that taking one off again always gives the same text. Rule CSV-1.
 *
 * @source OWASP ASVS 5.0, 1.2.10.
 */
export function guardCell(text: string): string {
  return guarded.test(text) ? `'${text}` : text;
}

/** Takes off the one apostrophe that `guardCell` put on, and nothing else. */
export function unguardCell(text: string): string {
  return guardedBefore.test(text) ? text.slice(1) : text;
}

/** RFC 4180 with CRLF, in UTF-8 with a byte order mark. */
export function writeTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const data = rows.map((row) => columns.map(({ cell }) => guardCell(cellText(cell(row)))));
  const fields = columns.map(({ name }) => name);
  return `${byteOrderMark}${papaparse.unparse({ fields, data }, { newline: "\r\n" })}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === undefined || cell === false) return "";
  if (cell === true) return "yes";
  return typeof cell === "object" ? cell.join("; ") : String(cell);
}
