// Reads one value of the encoding that Yjs uses for plain values (lib0, "any"), as far as it is JSON.
import { EntenteError } from "../../schema/errors.ts";
import type { Limits } from "../limits.ts";
import type { ByteReader } from "./byte-reader.ts";

type ReadValue = (reader: ByteReader, limits: Limits, depth: number) => unknown;

const [textKind, objectKind, arrayKind] = [119, 118, 117] as const;

/** By the byte in front. Left out are undefined (127), bigint (122) and bytes (116). */
const readers: ReadonlyMap<number, ReadValue> = new Map<number, ReadValue>([
  [126, () => null],
  [125, (reader) => reader.varInt()],
  [124, (reader) => reader.float32()],
  [123, (reader) => reader.float64()],
  [121, () => false],
  [120, () => true],
  [textKind, (reader, { stringBytesMax }) => reader.text(stringBytesMax)],
  [objectKind, readObject],
  [arrayKind, readArray],
]);

/**
 * Reads a value. Whether it may stand in a document is for the guard to say.
 *
 * @throws EntenteError `protocol-invalid`, `update-invalid`, `too-large`
 */
export function readJsonValue(reader: ByteReader, limits: Limits, depth = 0): unknown {
  if (depth > limits.valueDepthMax) throw invalid("a value nested too deeply");
  return readerOf(reader.byte())(reader, limits, depth);
}

/**
 * Checks a value without making it, and moves behind it.
 *
 * @throws EntenteError as `readJsonValue` does
 */
export function skipJsonValue(reader: ByteReader, limits: Limits, depth = 0): void {
  if (depth > limits.valueDepthMax) throw invalid("a value nested too deeply");
  const kind = reader.byte();
  switch (kind) {
    case textKind:
      return reader.skipText(limits.stringBytesMax);
    case objectKind:
      return skipObject(reader, limits, depth);
    case arrayKind:
      return skipArray(reader, limits, depth);
    default:
      readerOf(kind)(reader, limits, depth);
  }
}

function skipObject(reader: ByteReader, limits: Limits, depth: number): void {
  const count = reader.count(2, limits.updateStructsMax);
  for (let index = 0; index < count; index += 1) {
    readKey(reader, limits);
    skipJsonValue(reader, limits, depth + 1);
  }
}

function skipArray(reader: ByteReader, limits: Limits, depth: number): void {
  const count = reader.count(1, limits.updateStructsMax);
  for (let index = 0; index < count; index += 1) skipJsonValue(reader, limits, depth + 1);
}

function readObject(reader: ByteReader, limits: Limits, depth: number): unknown {
  const object = Object.create(null) as Record<string, unknown>;
  const count = reader.count(2, limits.updateStructsMax);
  for (let index = 0; index < count; index += 1) {
    const key = readKey(reader, limits);
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

function readKey(reader: ByteReader, limits: Limits): string {
  const key = reader.text(limits.stringBytesMax);
  // Decoded by Yjs, this key would set the value's prototype.
  if (key === "__proto__") throw invalid("a value with the key __proto__");
  return key;
}

function readerOf(kind: number): ReadValue {
  const read = readers.get(kind);
  if (!read) throw invalid(`a value of kind ${kind}; only JSON is kept`);
  return read;
}

function invalid(detail: string): EntenteError {
  return new EntenteError("update-invalid", { detail });
}
