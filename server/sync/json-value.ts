// Reads one value of the encoding that Yjs uses for plain values (lib0, "any"), as far as it is JSON.
import { EntenteError } from "../../schema/errors.ts";
import type { Limits } from "../limits.ts";
import type { ByteReader } from "./byte-reader.ts";

type ReadValue = (reader: ByteReader, limits: Limits, depth: number) => unknown;

/** By the byte in front. Left out are undefined (127), bigint (122) and bytes (116). */
const readers: ReadonlyMap<number, ReadValue> = new Map<number, ReadValue>([
  [126, () => null],
  [125, (reader) => reader.varInt()],
  [124, (reader) => reader.float32()],
  [123, (reader) => reader.float64()],
  [121, () => false],
  [120, () => true],
  [119, (reader, { stringBytesMax }) => reader.text(stringBytesMax)],
  [118, readObject],
  [117, readArray],
]);

/**
 * Reads a value. Whether it may stand in a document is for the guard to say.
 *
 * @throws EntenteError `protocol-invalid`, `update-invalid`, `too-large`
 */
export function readJsonValue(reader: ByteReader, limits: Limits, depth = 0): unknown {
  if (depth > limits.valueDepthMax) throw invalid("a value nested too deeply");
  const kind = reader.byte();
  const read = readers.get(kind);
  if (!read) throw invalid(`a value of kind ${kind}; only JSON is kept`);
  return read(reader, limits, depth);
}

function readObject(reader: ByteReader, limits: Limits, depth: number): unknown {
  const object = Object.create(null) as Record<string, unknown>;
  const count = reader.count(2, limits.updateStructsMax);
  for (let index = 0; index < count; index += 1) {
    const key = reader.text(limits.stringBytesMax);
    // Decoded by Yjs, this key would set the value's prototype.
    if (key === "__proto__") throw invalid("a value with the key __proto__");
    object[key] = readJsonValue(reader, limits, depth + 1);
  }
  return object;
}

function readArray(reader: ByteReader, limits: Limits, depth: number): unknown {
  const array: unknown[] = [];
  const count = reader.count(1, limits.updateStructsMax);
  // Pushed one by one: an array made as long as announced would be allocated before it is read.
  while (array.length < count) array.push(readJsonValue(reader, limits, depth + 1));
  return array;
}

function invalid(detail: string): EntenteError {
  return new EntenteError("update-invalid", { detail });
}
