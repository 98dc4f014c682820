// The question the sample opens on: who decides, who stands where, and how we know.
import { describe, expect } from "vitest";
import { test } from "./stage.ts";
import { drawerOf, electorsOf, openDrawer } from "./steps.ts";

const supporters = ["Canada", "Japan"];
const undecided = ["Brunei", "Malaysia", "Peru", "Singapore", "Viet Nam"];
const unknown = ["Australia", "Chile", "Mexico", "New Zealand"];

describe("who decides on Taiwan's accession", () => {
  test("the start page answers it in one sentence", async ({ open }) => {
    const { page } = await open({ path: "/" });
    const answer = drawerOf(page).getByText("Unanimity of 11: 2 support, 5 undecided, 4 unknown.");
    await answer.waitFor();
    expect(await drawerOf(page).innerText()).toContain("Open.");
  });

  test("every name stands under its stance", async ({ open }) => {
    const { page } = await open({ path: "/w/cptpp?decision=d:twn-cptpp&asof=2024-12" });
    await openDrawer(page);
    const text = await electorsOf(page).innerText();
    for (const tally of ["2 support", "5 undecided", "4 unknown"]) expect(text).toContain(tally);
    for (const name of [...supporters, ...undecided, ...unknown]) expect(text).toContain(name);
    const outlook = await drawerOf(page).innerText();
    expect(outlook).toMatch(/declared blockers?: none/iu);
    expect(outlook).toMatch(/potential blockers: 5/iu);
  });

  test("each name with a position leads to a claim with its source and paragraph", async ({ open }) => {
    const { page } = await open({ path: "/w/cptpp?decision=d:twn-cptpp&asof=2024-12" });
    await openDrawer(page);
    for (const name of [...supporters, ...undecided]) {
      await electorsOf(page).getByRole("button", { name }).click();
      const evidence = page.getByRole("article").first();
      await page.getByRole("heading", { name: `Evidence: ${name}` }).waitFor();
      expect(await evidence.innerText(), name).toMatch(/· paragraph \d+/u);
    }
  });

  test("as of September 2020 seven decide, and nothing is known of any", async ({ open }) => {
    const { page } = await open({ path: "/w/cptpp?decision=d:twn-cptpp&asof=2020-09-30" });
    await drawerOf(page).getByText("Unanimity of 7: 7 unknown.").waitFor();
  });

  test("the same five support China's accession", async ({ open }) => {
    const { page } = await open({ path: "/w/cptpp?decision=d:chn-cptpp&asof=2024-12" });
    await openDrawer(page);
    const text = await electorsOf(page).innerText();
    expect(text).toContain("5 support");
  });

  test("the interface for programs gives the same, with claim ids", async ({ server }) => {
    const answer = await fetch(`${server.url}/api/workspaces/cptpp/decisions/d:twn-cptpp?asOf=2024-12-15`);
    expect(answer.status).toBe(200);
    const evaluation = (await answer.json()) as {
      rule: string;
      result: string;
      electors: string[];
      counts: Record<string, number>;
      declaredBlockers: string[];
      potentialBlockers: string[];
      unknown: string[];
      positions: { actor: string; stance: string; claims: string[] }[];
    };
    expect(evaluation).toMatchObject({
      rule: "unanimity",
      result: "open",
      counts: { support: 2, undecided: 5, unknown: 4, oppose: 0, block: 0, champion: 0, abstain: 0 },
      declaredBlockers: [],
      potentialBlockers: ["s:BRN", "s:MYS", "s:PER", "s:SGP", "s:VNM"],
      unknown: ["s:AUS", "s:CHL", "s:MEX", "s:NZL"],
    });
    expect(evaluation.electors).toHaveLength(11);
    const positions = evaluation.positions.filter(({ actor }) => evaluation.electors.includes(actor));
    expect(positions).toHaveLength(7);
    expect(
      positions.every(({ claims }) => claims.length > 0 && claims.every((id) => id.startsWith("clm:"))),
    ).toBe(true);
  });
});
