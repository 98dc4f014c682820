// Which values of this visit's own lost a race, each told once.
import type { Conflict, ConflictValue, Graph } from "../../schema/graph.ts";

/** A conflict in which a value of this person's is not the one shown. */
export interface LostValue {
  readonly conflict: Conflict;
  readonly own: ConflictValue;
}

/** Values of this person's were written at the same time as others', and others' are shown. */
export class LostValuesEvent extends Event {
  static readonly type = "lost";
  /** At least one. */
  readonly lost: readonly LostValue[];
  constructor(lost: readonly LostValue[]) {
    super(LostValuesEvent.type);
    this.lost = lost;
  }
}

/** Remembers what was told. */
export class LostValues {
  readonly #told = new Set<string>();
  #seen: Graph["conflicts"] = [];

  /**
   * Open conflicts in which a value of this client lost, and which it has not been told of.
   *
   * @param client The client id under which this visit writes.
   */
  take(conflicts: Graph["conflicts"], client: number): readonly LostValue[] {
    if (conflicts === this.#seen) return [];
    this.#seen = conflicts;
    return conflicts.flatMap((conflict) => {
      const own = conflict.others.find(({ write }) => write.client === client);
      const name = own && `${conflict.root} ${conflict.key} ${own.write.clock}`;
      if (own === undefined || name === undefined || this.#told.has(name)) return [];
      this.#told.add(name);
      return [{ conflict, own }];
    });
  }
}
