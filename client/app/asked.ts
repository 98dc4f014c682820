// What the filter asks of the records, read by the same core that reads questions on the server and the command line.
import type { QueryFilter } from "../../schema/analysis/query/filter.ts";
import type { QueryBounds } from "../../schema/analysis/query/read-words.ts";
import { readFilter } from "../../schema/analysis/query.ts";
import { EntenteError, type Fault } from "../../schema/errors.ts";
import type { Graph } from "../../schema/graph.ts";
import type { Filter } from "./events.ts";

/** A filter as it is understood. */
export interface Asked {
  readonly query: QueryFilter;
  /** What of it is not understood, and so is left out. */
  readonly faults: readonly Fault[];
}

/** A filter has no pages and no paths; the others are the server's. */
const bounds: QueryBounds = { wordsMax: 16, lengthMax: 400, pageMax: 1, hopsMax: 1, pathsMax: 1 };
/** Dates and background are dealt with before: what is filtered is what is shown. */
const layers = { background: true, teaser: true };

/**
 * Reads the text and what is asked of claims. Who asserts nothing yet at the date shown, and a source that is not shown,
 * are still understood.
 *
 * @param whole All there is, whatever the date.
 */
export function readAsked(whole: Graph, { claims, text }: Filter): Asked {
  let words: Readonly<Record<string, string>> = { ...claims, text };
  const faults: Fault[] = [];
  for (;;) {
    try {
      return { query: readFilter(whole, words, { bounds, layers }), faults };
    } catch (cause) {
      const found = faultsOf(cause, words);
      if (found.length === 0) throw cause;
      faults.push(...found);
      const wrong = new Set(found.map(({ at }) => at));
      words = Object.fromEntries(Object.entries(words).filter(([name]) => !wrong.has(name)));
    }
  }
}

/** Each fault takes a word away, so that reading ends. */
function faultsOf(cause: unknown, words: Readonly<Record<string, string>>): readonly Fault[] {
  if (!(cause instanceof EntenteError)) return [];
  return cause.faults.filter(({ at }) => Object.hasOwn(words, at));
}
