// Opens one data file so that whatever is wrong in it can be named by file and line.
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";

/** Keys and list positions that lead to a value in a file. */
export type Path = readonly (string | number)[];

/** Takes one fault: its place, such as `claims-000.yaml:41`, and what is wrong there. */
export type Report = (at: string, message: string) => void;

/** A data file that is open for reading. */
export interface SeedFile {
  readonly name: string;
  /** Plain data; undefined where the text could not be read. */
  readonly data: unknown;
  /** File and line of a path, or of the nearest part of it that exists. */
  readonly at: (path: Path) => string;
}

/** Reads a text in YAML 1.2, of which JSON is a part. Syntax errors are reported, not thrown. */
export function openSeedFile(name: string, text: string, report: Report): SeedFile {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const atOffset = (offset: number) => `${name}:${lineCounter.linePos(offset).line}`;
  for (const error of document.errors) report(atOffset(error.pos[0]), `is not YAML: ${error.message}`);
  return {
    name,
    data: document.errors.length > 0 ? undefined : (document.toJS() as unknown),
    at: (path) => atOffset(offsetOf(document.contents, path)),
  };
}

function offsetOf(root: unknown, path: Path): number {
  let node = root;
  let offset = startOf(root) ?? 0;
  for (const key of path) {
    const next = stepInto(node, key);
    if (!next) break;
    [node, offset] = [next.node, next.offset];
  }
  return offset;
}

/** The value under a key, with the place of the key itself: a block's value begins on the next line. */
function stepInto(node: unknown, key: string | number): { node: unknown; offset: number } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
    const offset = startOf(pair?.key);
    return pair && offset !== undefined ? { node: pair.value, offset } : undefined;
  }
  const item: unknown = isSeq(node) && typeof key === "number" ? node.items[key] : undefined;
  const offset = startOf(item);
  return offset === undefined ? undefined : { node: item, offset };
}

function startOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined;
}
