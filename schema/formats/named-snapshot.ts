// A snapshot as tables show it: under the names that were chosen. The snapshot's own text always keeps all names.
import { nameOf } from "../terms/naming.ts";
import type { Naming } from "../terms/naming-choice.ts";
import type { Snapshot, SnapshotEntity } from "../snapshot.ts";

/** The same records under chosen names; the team's own name becomes one of the others, so that none is lost. Rule NAM-4. */
export function namedSnapshot(snapshot: Snapshot, naming: Naming): Snapshot {
  if (naming === "ours") return snapshot;
  const rename = <Item extends SnapshotEntity>(entity: Item): Item => {
    const label = nameOf(entity, naming);
    if (label === entity.label) return entity;
    const others = (entity.aliases ?? []).filter(({ name }) => name !== label);
    return { ...entity, label, aliases: [{ name: entity.label }, ...others] };
  };
  return { ...snapshot, entities: snapshot.entities.map(rename), decisions: snapshot.decisions.map(rename) };
}
