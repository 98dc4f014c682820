import { expect, test } from "vitest";

import { placeShowing } from "../../../client/app/place-showing.ts";
import type { RecordId } from "../../../schema/ids.ts";
import { graphOf } from "../panels/graph-of.ts";

const today = "2026-11-22";
const graph = graphOf({
  entities: {
    "s:THA": { kind: "state", label: "Thailand" },
    "a:PACT": { kind: "agreement", label: "PACT" },
    "a:NEW": { kind: "agreement", label: "New", validFrom: "2025-10~" },
  },
  relations: {
    "r:interest": {
      kind: "interested-in",
      from: "s:THA",
      to: "a:PACT",
      validFrom: "2018-05",
      validTo: "2020-11",
    },
    "r:fact": { kind: "member-of", from: "s:THA", to: "a:PACT", validFrom: "2024-12-15", background: true },
  },
  claims: {
    "clm:interest": { on: "r:interest", statement: "It spoke well of it in 2020.", valid: "2020" },
    "clm:late": { on: "s:THA", statement: "Said later.", published: "2025" },
    "clm:fact": { on: "r:fact", statement: "It joined.", background: true },
  },
});
const from = (id: string, when: { asOf?: string; knownBy?: string; background?: boolean } = {}) =>
  placeShowing(
    graph,
    id as RecordId,
    { asOf: when.asOf ?? "2024-12", knownBy: when.knownBy, background: when.background ?? false },
    today,
  );

test("what has ended is shown on a day on which it held, and its claim with it", () => {
  expect(from("r:interest")).toEqual({ asOf: "2020-11-30" });
  expect(from("clm:interest")).toEqual({ asOf: "2020-11-30" });
  expect(from("r:interest", { asOf: "2020" })).toBeUndefined();
});

test("what begins later is shown on the day it begins", () => {
  expect(from("a:NEW")).toEqual({ asOf: "2025-10-31" });
});

test("what was published later, and what is background, needs only that", () => {
  expect(from("clm:late", { knownBy: "2024" })).toEqual({ knownBy: null });
  expect(from("clm:fact", { asOf: "2025" })).toEqual({ background: true });
  expect(from("clm:fact", { asOf: "2020" })).toEqual({
    asOf: "2024-12-15",
    background: true,
  });
});

test("what is nowhere has no such place", () => {
  expect(from("clm:gone")).toBeUndefined();
});
