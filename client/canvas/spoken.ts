// What the canvas says to who cannot see it. The table view holds everything in a form that can be read through.
import { stanceTerms } from "../../schema/vocabulary.ts";
import type { SceneNode } from "./scene.ts";
import type { ShownScene } from "./scene-filter.ts";

/** The whole canvas in two sentences. */
export function sceneSentence({ nodes, lines }: ShownScene): string {
  return (
    `Graph with ${count(nodes.size, "entity", "entities")} and ${count(lines.length, "line", "lines")}. ` +
    "Arrow keys move from one to the next, Enter inspects; use the table view for a list."
  );
}

/** One node, when it is reached by keyboard. */
export function nodeSentence({ entity, kind, stance, id }: SceneNode, scene: ShownScene): string {
  const lines = count(scene.linesAt.get(id)?.length ?? 0, "line", "lines");
  const votes = stance?.isElector ? "has a vote, " : "";
  const position = stance
    ? `, ${votes}${stanceTerms[stance.state].label}${stance.isContested ? ", contested" : ""}`
    : "";
  return `${entity.label}, ${kind}${position}, ${lines}.`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
