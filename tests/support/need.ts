// What a test needs of the machine and may not get. Then the test stays in the report: skipped by name with the
// reason; in CI, where root can have it, it fails.

/** A need and whether it is met. */
export interface Need {
  readonly isSkipped: boolean;
  /** Ends the test's name. */
  readonly note: string;
  /** Begins the test: throws where it runs although the need is not met. */
  insist(): void;
}

/** @param problem Why it is not met; undefined where it is. */
export function toNeed(problem: string | undefined): Need {
  const isCi = Boolean(process.env["CI"]) && process.getuid?.() === 0;
  return {
    isSkipped: problem !== undefined && !isCi,
    note: problem === undefined ? "" : ` (not run: ${problem})`,
    insist() {
      if (problem !== undefined) throw new Error(`Not run in CI: ${problem}`);
    },
  };
}
