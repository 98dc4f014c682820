import type { Detail } from "./detail.ts";

const isOutside = "yes: from outside the team's sources";

/** Whether a record belongs to the background layer, chosen in its details. `keep` gets null for "no". */
export function backgroundDetail(
  background: boolean | undefined,
  keep: (value: true | null) => void,
): Detail {
  return {
    name: "background",
    term: "Background",
    value: background ? "yes" : "",
    display: background ? isOutside : "",
    placeholder: "Mark as background",
    choices: [
      ["", "no: from the team's own sources"],
      ["yes", isOutside],
    ],
    keep: (text) => keep(text === "yes" ? true : null),
  };
}
