// Values that come out of a document are the document's own: whoever changed one would change what this device holds,
// and sends in its next full sync, without an edit. While the program is being worked on they cannot be changed.

/** Set by Vite, and by Vitest for tests; a production build has `false` in its place. Node knows none of it. */
const isDevelopment = (import.meta as { readonly env?: { readonly DEV?: boolean } }).env?.DEV === true;

/** The value, frozen to its depths in development and tests. In production it is given back as it is. */
export function frozenInDevelopment<Value>(value: Value): Value {
  return isDevelopment ? deepFreeze(value) : value;
}

/** What a document may hold is no deeper; what it should not hold may be, and is left as it is. */
const depthMax = 8;

/** The value itself, with all the arrays and plain objects in it frozen. Anything else, Yjs' own types too, is left alone. */
export function deepFreeze<Value>(value: Value, depth = 0): Value {
  if (depth > depthMax || !isPlain(value) || Object.isFrozen(value)) return value;
  for (const item of Object.values(value)) deepFreeze(item, depth + 1);
  return Object.freeze(value);
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype || prototype === null;
}
