// One decision among a few states, evaluated: short ways to write what a rule of positions or electorates is about.
import { evaluate } from "../../../schema/analysis/decision.ts";
import type { Evaluation } from "../../../schema/analysis/evaluation.ts";
import type { Command } from "../../../schema/edits.ts";
import { project } from "../../../schema/projection.ts";
import type { EntityFields } from "../../../schema/records.ts";
import type { Stance } from "../../../schema/vocabulary.ts";
import { entity, entityId, position, source, workspace } from "../workspace.ts";

export const members = ["s:AUS", "s:BRN", "s:CAN"];
export const list = (ids: readonly string[]) => [
  { members: ids.map(entityId), validFrom: "2020", basis: "A list." },
];
export const decision = (fields: Partial<EntityFields> = {}) =>
  entity("d:one", { kind: "decision", rule: "unanimity", electorate: list(members), ...fields });
export const actors = [...members, "s:TWN", "s:USA"].map((id) => entity(id));
export const stand = (id: string, who: readonly string[], stance: Stance, valid = "2024", more = {}) =>
  position(`clm:${id}`, "d:one", who, { stance, valid, ...more });

/** What comes out on those commands; 15 December 2024 unless another day is asked for. */
export function judge(
  commands: readonly Command[],
  when: { asOf?: string; knownBy?: string; background?: boolean } = {},
): Evaluation {
  const doc = workspace(source(), ...actors, ...commands);
  return evaluate(project(doc), entityId("d:one"), { today: "2024-12-15", ...when });
}
