/** What is told about an entity, each on a tab of its own. */
const tabs = ["Summary", "Claims", "Sources", "History"] as const;
export type Tab = (typeof tabs)[number];

/** The tabs where history can or cannot be asked for. */
export function tabsWith(hasHistory: boolean): readonly Tab[] {
  return hasHistory ? tabs : tabs.filter((tab) => tab !== "History");
}
