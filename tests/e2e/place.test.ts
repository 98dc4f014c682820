// Where somebody is can be sent to somebody else; and what was saved outlives the server.
import { expect } from "vitest";
import { test } from "./stage.ts";
import { addState, drawerOf, rowOf, waitForMap } from "./steps.ts";

test("a link restores decision, date, selection and view for somebody else", async ({ open, server }) => {
  const { page: anns } = await open({ path: "/w/cptpp?view=table&q=Japan" });
  await waitForMap(anns);
  await anns.getByRole("button", { name: /^China joins the CPTPP/u }).click();
  await drawerOf(anns).getByText("Unanimity of 11: 5 support, 6 unknown.").waitFor();
  await rowOf(anns, "Japan").getByRole("rowheader").click();
  await anns.getByRole("heading", { name: /^Japan/u }).waitFor();
  const link = anns.url().replace(server.url, "");
  expect(link).toMatch(/^\/w\/cptpp\?/u);

  const { page: bens } = await open({ name: "Ben Baker", path: link });
  await drawerOf(bens).getByText("Unanimity of 11: 5 support, 6 unknown.").waitFor();
  await bens.getByRole("heading", { name: /^Japan/u }).waitFor();
  await rowOf(bens, "Japan").waitFor();
});

test("a date in the link is the date on the screen", async ({ open }) => {
  const { page } = await open({ path: "/w/cptpp?asof=2020-09-30&decision=d:twn-cptpp" });
  await page
    .getByRole("banner")
    .getByRole("button", { name: /as of 30 Sep\w* 2020/iu })
    .waitFor();
  await drawerOf(page).getByText("Unanimity of 7: 7 unknown.").waitFor();
});

test("what was saved is there after kill -9, for somebody who never had it", async ({ open, server }) => {
  const { page: anns } = await open({ path: "/w/cptpp?view=table&q=hold" });
  await waitForMap(anns);
  await addState(anns, "Holdland");
  await server.kill();
  await server.start();
  const { page: bens } = await open({ name: "Ben Baker", path: "/w/cptpp?view=table&q=hold" });
  await rowOf(bens, "Holdland").waitFor();
});

test("SIGTERM ends the server in order", async ({ server }) => {
  expect(await server.stop()).toBe(0);
  await server.start();
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});
