// What an entity looks like before colours: its outline, its size by degree, and the words or icon inside it.
import type { Outline } from "../../schema/formats/picture.ts";
import { textWidth, wrapText } from "../../schema/formats/text-width.ts";
import type { Entity } from "../../schema/records.ts";

/** Kinds with a look of their own; everything else is a small rounded square. */
export const roles = ["state", "agreement", "company", "body", "person", "decision", "other"] as const;
export type Role = (typeof roles)[number];

/** The form of a node, without its colours: they come with the theme. */
export interface NodeLook {
  readonly role: Role;
  readonly outline: Outline;
  readonly width: number;
  readonly height: number;
  readonly inside: readonly string[];
  readonly insideSize: number;
  /** Name of a bundled icon; empty where there are words inside. */
  readonly icon: string;
  /** Words beside the node; empty where the name is inside. */
  readonly name: string;
}

/** 1 for the least connected, 1.8 from about thirty relations on: it depends on nothing but the node itself. */
export function sizeFactor(degree: number): number {
  return 1 + 0.8 * Math.min(1, Math.log2(1 + degree) / 5);
}

/** The form a kind of entity has; kinds without one of their own look like the others. */
function roleOf(kind: string): Role {
  return (roles as readonly string[]).includes(kind) ? (kind as Role) : "other";
}

/**
 * @param icon Name of the kind's icon; of a decision, how it stands. Not used where there are words inside.
 * @param isFocus Whether it is the decision being looked at, which stands out.
 */
export function nodeLook(entity: Entity, degree: number, icon: string, isFocus: boolean): NodeLook {
  const role = roleOf(entity.kind);
  const factor = sizeFactor(degree);
  switch (role) {
    case "state":
      return stateLook(entity, factor);
    case "agreement":
      return agreementLook(entity, factor);
    case "company":
      return { ...iconLook(entity, role, icon, "hexagon", 44 * factor, 0.42), height: 39 * factor };
    case "body":
      return iconLook(entity, role, icon, "clipped", 32 * factor, 0.56);
    case "person":
      return iconLook(entity, role, icon, "circle", 25 * factor, 0.56);
    case "decision":
      return iconLook(entity, role, icon, "diamond", (isFocus ? 54 : 42) * factor, 0.42);
    case "other":
      return iconLook(entity, role, icon, "rounded", 28 * factor, 0.6);
  }
}

/** `JPN` for `s:JPN`; else what the entity says its code is, else the first letters of its name. */
export function stateCode({ id, identifiers, label }: Entity): string {
  const code = id.slice(id.indexOf(":") + 1);
  if (/^[A-Z]{3}$/.test(code)) return code;
  return (
    identifiers?.["iso3"] ??
    label
      .replaceAll(/[^\p{L}]/gu, "")
      .slice(0, 3)
      .toUpperCase()
  );
}

function stateLook(entity: Entity, factor: number): NodeLook {
  const size = round(41 * factor);
  return {
    role: "state",
    outline: "circle",
    width: size,
    height: size,
    inside: [stateCode(entity)],
    insideSize: round(13.5 * (1 + (factor - 1) * 0.7)),
    icon: "",
    name: entity.label,
  };
}

const agreementLabelMax = 16;

function agreementLook(entity: Entity, factor: number): NodeLook {
  const size = round(15 * (1 + (factor - 1) * 0.6));
  const acronym = /^a:([A-Z0-9-]{2,10})$/.exec(entity.id)?.[1];
  const isLong = entity.label.length > agreementLabelMax;
  const inside = isLong && acronym ? [acronym] : wrapText(entity.label, size, size * 9, 2);
  const width = Math.max(...inside.map((line) => textWidth(line, size))) * 1.06 + size * 1.9;
  return {
    role: "agreement",
    outline: "rounded",
    width: round(width),
    height: round(size * (inside.length * 1.18 + 1.25)),
    inside,
    insideSize: size,
    icon: "",
    name: isLong && acronym ? entity.label : "",
  };
}

function iconLook(
  entity: Entity,
  role: Role,
  icon: string,
  outline: Outline,
  size: number,
  iconShare: number,
): NodeLook {
  return {
    role,
    outline,
    width: round(size),
    height: round(size),
    inside: [],
    insideSize: round(size * iconShare),
    icon,
    name: entity.label,
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
