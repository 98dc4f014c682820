import { afterEach, expect, test } from "vitest";

import "../../../client/panels/claim-card.ts";
import type { ClaimCard } from "../../../client/panels/claim-card.ts";
import { SelectEvent } from "../../../client/app/events.ts";
import type { Graph } from "../../../schema/graph.ts";
import type { ClaimId, DisputeId } from "../../../schema/ids.ts";
import type { Dispute } from "../../../schema/records.ts";
import { graphOf } from "./graph-of.ts";
import { deepAll, expectAccessible, find, forgetListeners, heard, mount, readingOf } from "./mount.ts";

afterEach(forgetListeners);

const dispute: Dispute = {
  kind: "dispute",
  id: "dsp:date" as DisputeId,
  about: "date",
  claims: ["clm:may", "clm:june"] as ClaimId[],
  note: "A month apart.",
};
const graph: Graph = {
  ...graphOf({
    entities: {
      "d:tpa": { kind: "decision", label: "Congress passes TPA" },
      "pro:split": { kind: "proposal", label: "A 50–50 split" },
    },
    claims: {
      "clm:may": {
        on: "d:tpa",
        statement: "It passed in May.",
        hedge: "probably",
        certainty: "reported",
        assertedBy: "A paper",
      },
      "clm:june": { on: "d:tpa", statement: "It was signed on 29 June." },
      "clm:no": { on: "d:tpa", statement: "No such split was discussed.", denies: "pro:split", teaser: true },
    },
  }),
  disputes: new Map([[dispute.id, dispute]]),
};
function card(id: string, theme?: "dark"): Promise<ClaimCard> {
  const claim = graph.claims.get(id as ClaimId);
  if (!claim) throw new Error(`there is no ${id}`);
  return mount<ClaimCard>("entente-claim-card", { graph, claim }, theme);
}

test("a disputed claim names what it cannot hold together with, and leads there", async () => {
  const element = await card("clm:may");
  const reading = readingOf(element);
  for (const text of ["Disputed: date.", "A month apart.", "“probably”"]) expect(reading).toContain(text);
  const selections = heard<SelectEvent>(SelectEvent.type);
  find(element, "button", "It was signed on 29 June.").click();
  expect(selections.map(({ ids }) => ids)).toEqual([["clm:june"]]);
});

test("a denial says what it denies, and a teaser that it has no weight", async () => {
  const reading = readingOf(await card("clm:no"));
  expect(reading).toContain("Denies: A 50–50 split");
  expect(reading).toContain("teaser, without weight");
  expect(deepAll(await card("clm:no"), "section")).toEqual([]);
});

test("whoever may only look is offered no change of it", async () => {
  const element = await card("clm:may");
  const offered = () =>
    deepAll(element, ".actions button, .actions select").filter((control) => control.checkVisibility());
  expect(offered()).toHaveLength(3);
  element.style.setProperty("--e-edits", "none");
  expect(offered()).toEqual([]);
});

test("axe finds nothing serious in either theme", async () => {
  for (const theme of [undefined, "dark"] as const) {
    const element = await card("clm:may", theme);
    // The panel that it stands in gives the ground.
    element.style.background = "var(--e-surface)";
    await expectAccessible(element);
  }
});
