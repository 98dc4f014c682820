// Versions: named points in the history of a workspace, to which it can go back.

/** Who made it: somebody who gave it a name, or the server, before going back or when somebody removes much at once. */
export const versionKinds = ["named", "before-restore", "before-removal"] as const;
export type VersionKind = (typeof versionKinds)[number];

/** Characters of a version's name, and of what else is said of it. */
export const versionNameLengthMax = 120;
export const versionNoteLengthMax = 1000;

/** The name of the version that is kept when somebody goes back. By the time, since names of versions would nest. */
export function beforeRestoreName(at: Date): string {
  const day = at.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  const time = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
  return `Before going back on ${day} at ${time} UTC`;
}

/** The name of the version that is kept when somebody removes much at once. */
export function beforeRemovalName(count: number, of: number): string {
  return `Before ${count.toLocaleString("en")} of ${of.toLocaleString("en")} records were removed`;
}
