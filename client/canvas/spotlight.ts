// What stays at full strength while the rest sinks: what is hovered with its neighbours, or what fits a search.
import type { EntityId } from "../../schema/ids.ts";
import type { SceneLine } from "./scene-lines.ts";
import type { ShownScene } from "./scene-filter.ts";

/** What stays bright while all else sinks. */
export interface Spotlight {
  readonly nodes: ReadonlySet<EntityId>;
  readonly lines: readonly SceneLine[];
}

export type Hover =
  | { readonly kind: "node"; readonly id: EntityId }
  | { readonly kind: "line"; readonly line: SceneLine };

/** How much of the rest is left. */
export const sunkShare = 0.25;

/**
 * What to keep bright: what the pointer is on with its neighbours, else what a search matches; undefined
 * leaves all as it is.
 */
export function spotlightOn(scene: ShownScene, hover: Hover | undefined): Spotlight | undefined {
  if (hover?.kind === "line")
    return { nodes: new Set([hover.line.from, hover.line.to]), lines: [hover.line] };
  if (hover) {
    const lines = scene.linesAt.get(hover.id) ?? [];
    return { nodes: new Set([hover.id, ...lines.flatMap(({ from, to }) => [from, to])]), lines };
  }
  const { matches } = scene;
  if (!matches) return undefined;
  return {
    nodes: matches,
    lines: scene.lines.filter(({ from, to }) => matches.has(from) && matches.has(to)),
  };
}
