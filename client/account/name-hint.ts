// Without accounts everybody begins as "Guest"; whoever is not alone any more is told so, once on each device.
import type { AppTools } from "../app/act.ts";
import { readLocal, writeLocal } from "../app/local-store.ts";
import { guestName } from "../session/profile.ts";
import type { Session } from "../session/session.ts";

const storedName = "name-hint";

/** Tells as soon as somebody else is in the room. */
export function hintAtName(session: Session, tools: Pick<AppTools, "toast" | "openDialog">): void {
  if (readLocal(storedName) !== undefined) return;
  const look = (): void => {
    const { peers, self, phase } = session.state;
    if (phase !== "ready" || peers.length === 0) return;
    session.removeEventListener("change", look);
    if (self.name !== guestName) return;
    writeLocal(storedName, "told");
    const action = { label: "Choose a name", run: () => tools.openDialog({ kind: "profile" }) };
    tools.toast({ text: `Others see you as ${guestName}.`, tone: "info", action });
  };
  session.addEventListener("change", look);
}
