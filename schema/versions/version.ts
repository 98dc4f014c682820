// Versions: named points in the history of a workspace, to which it can go back.

/** Who made it: somebody who gave it a name, or the server, before going back or when somebody removes much at once. */
export const versionKinds = ["named", "before-restore", "before-removal"] as const;
export type VersionKind = (typeof versionKinds)[number];

/** Characters of a version's name, and of what else is said of it. */
export const versionNameLengthMax = 120;
export const versionNoteLengthMax = 1000;
