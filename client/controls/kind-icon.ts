import { LitElement, css, svg, type SVGTemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { unsafeSVG } from "lit/directives/unsafe-svg.js";

import type { OwnTerms } from "../../schema/terms/own-terms.ts";
import { entityTermOf } from "../../schema/terms/terms.ts";
import type { EntityKind } from "../../schema/vocabulary.ts";
import { iconSvg } from "./icon-set.ts";

/** The Lucide icon that stands for a kind of the vocabulary wherever an icon is drawn. */
export const kindIcons: Readonly<Record<EntityKind, string>> = {
  state: "globe",
  agreement: "handshake",
  company: "building-2",
  decision: "vote",
  bloc: "boxes",
  body: "landmark",
  person: "user",
  group: "users",
  sector: "factory",
  negotiation: "messages-square",
  regime: "scale",
  measure: "percent",
  provision: "scroll-text",
  proposal: "lightbulb",
  event: "calendar",
  place: "map-pin",
};

/** Icons that a team can give to its own kinds: all are in the bundle, none is a sign of how something stands. */
export const kindIconChoices = [
  "puzzle",
  "flag",
  "megaphone",
  "shield",
  "gavel",
  "scale",
  "scroll-text",
  "book-open",
  "book-text",
  "file-text",
  "landmark",
  "building-2",
  "factory",
  "boxes",
  "layers",
  "users",
  "users-round",
  "user-round",
  "handshake",
  "messages-square",
  "message-square",
  "quote",
  "tag",
  "percent",
  "lightbulb",
  "hourglass",
  "calendar-days",
  "map-pin",
  "globe",
  "link-2",
  "hexagon",
  "shapes",
] as const;

/** Kinds with a shape of their own on the canvas; all others are a rounded square with their icon in it. */
const shapes: Readonly<Record<string, SVGTemplateResult>> = {
  state: svg`<circle cx="8" cy="8" r="6.25" />`,
  agreement: svg`<rect x="1" y="3.5" width="14" height="9" rx="2.5" />`,
  company: svg`<path d="M4.6 2h6.8L14.8 8l-3.4 6H4.6L1.2 8z" />`,
  body: svg`<path d="M2.5 2.5h8l3 3v8h-11z" />`,
  person: svg`<circle cx="8" cy="8" r="4" />`,
  decision: svg`<path d="M8 1.2 14.8 8 8 14.8 1.2 8z" />`,
};

/** The shape that a kind of entity has on the canvas, 16 px, in the current colour. Decoration: words stand beside it. */
@customElement("entente-kind-icon")
export class KindIcon extends LitElement {
  static override styles = css`
    :host {
      display: inline-flex;
      flex: none;
      width: 16px;
      height: 16px;
    }
    svg {
      width: 100%;
      height: 100%;
      fill: none;
      stroke: currentColor;
      stroke-width: 1.5;
      stroke-linejoin: round;
    }
    .glyph {
      stroke-width: 2.2;
      stroke-linecap: round;
    }
  `;

  @property() kind = "";
  /** Name of a bundled icon, for a kind of the team's own. */
  @property() icon = "";

  protected override render() {
    const shape = shapes[this.kind] ?? roundedSquare(kindIcon(this.kind, this.icon));
    return svg`<svg viewBox="0 0 16 16" aria-hidden="true">${shape}</svg>`;
  }
}

/** The bundled icon of a kind: the vocabulary's, else the one the team chose, else a piece of a puzzle. */
export function kindIcon(kind: string, chosen = ""): string {
  if (Object.hasOwn(kindIcons, kind)) return kindIcons[kind as EntityKind];
  return iconSvg(chosen) === undefined ? "puzzle" : chosen;
}

/** The same as the icon of an option in a list: `kind:state`, or `kind:rumour:megaphone`. */
export function kindOptionIcon(kind: string, terms: OwnTerms): string {
  const { icon } = entityTermOf(kind, terms);
  return icon === undefined ? `kind:${kind}` : `kind:${kind}:${icon}`;
}

function roundedSquare(name: string): SVGTemplateResult {
  const inner = (iconSvg(name) ?? "").replace(/^[^]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
  // The text comes from the icon package at build time, never from a person.
  return svg`
    <rect x="1" y="1" width="14" height="14" rx="3.5" stroke-width="1.25" />
    <g class="glyph" transform="translate(3.2 3.2) scale(0.4)">${unsafeSVG(inner)}</g>
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-kind-icon": KindIcon;
  }
}
