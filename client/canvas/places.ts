import type { EntityId } from "../../schema/ids.ts";

/** Where a node's centre is, in graph coordinates: px at zoom 1. */
export interface Place {
  readonly x: number;
  readonly y: number;
}
export type Places = ReadonlyMap<EntityId, Place>;
