// The filter as it is understood, and what it leaves of the screen. Pure, and remembered until something changes.
import type { Graph } from "../../schema/graph.ts";
import { actorStances, stancesOnly } from "../views/actor-stances.ts";
import { matches, type Visible } from "../views/filter-graph.ts";
import { readAsked, type Asked } from "./asked.ts";
import type { Filter } from "./events.ts";
import type { Screen } from "./screen.ts";

/** What is asked for, and what there is of it. */
export interface Filtered {
  readonly asked: Asked;
  readonly visible: Visible;
}

/** Filters a screen of a graph; gives back the same object until one of the three is another. */
export function rememberFiltered(): (whole: Graph, screen: Screen, filter: Filter) => Filtered {
  let last: { readonly screen: Screen; readonly filter: Filter; readonly filtered: Filtered } | undefined;
  return (whole, screen, filter) => {
    // Another graph makes another screen.
    if (last?.screen === screen && last.filter === filter) return last.filtered;
    last = { screen, filter, filtered: filterScreen(whole, screen, filter) };
    return last.filtered;
  };
}

function filterScreen(whole: Graph, { shown, evaluation, stanceLines }: Screen, filter: Filter) {
  const asked = readAsked(whole, filter);
  const stances = stancesOnly(actorStances(evaluation, stanceLines));
  return { asked, visible: matches(shown, filter, asked.query, stances) };
}
