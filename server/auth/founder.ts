// Who may add workspaces: whoever owns one already, and signs in in a browser. They own the new one too.
import { EntenteError } from "../../schema/errors.ts";
import { carryOut, type Desk } from "./desk.ts";
import { personOf, type Identity } from "./identity.ts";

/** The start of a workspace. */
export class Founder {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /**
   * Asks whether somebody may add a workspace, before it is there.
   *
   * @returns what makes it theirs
   * @throws EntenteError `not-signed-in`, `no-access`, `overloaded`
   */
  begin(by: Identity): { own(workspace: string): void } {
    const { store, limits } = this.#desk;
    const personId = personOf(by);
    if (personId === undefined) throw new EntenteError("not-signed-in");
    const owned = [...store.rolesOf(personId).values()].filter((role) => role === "owner").length;
    const most = limits.workspacesPerOwnerMax;
    if (owned >= most)
      throw new EntenteError("overloaded", { detail: `one owner has at most ${most} workspaces` });
    if (by.kind !== "session" || owned === 0)
      throw new EntenteError("no-access", {
        detail: "owners of a workspace add more of them, signed in in a browser",
      });
    return {
      own: (workspace) =>
        carryOut(this.#desk, { by, workspace, action: "workspace-added", detail: { person: personId } }, () =>
          store.setRole(personId, workspace, "owner"),
        ),
    };
  }
}
