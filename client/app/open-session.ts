import { Session } from "../session/session.ts";
import { storageOrMemory } from "./local-store.ts";

/** A session with a workspace on the server that this page came from. */
export function openSession(workspace: string): Session {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const session = new Session({
    workspace,
    serverUrl: `${scheme}//${location.host}/sync`,
    storage: storageOrMemory(),
    now: Date.now,
    random: Math.random,
    schedule: beforeNextPaint,
    isOnline: () => navigator.onLine,
  });
  // A session that has ended takes no notice.
  for (const event of ["online", "offline"]) addEventListener(event, () => session.refresh());
  // The browser asks in its own words.
  addEventListener("beforeunload", (event) => {
    if (session.isLostWithTab) event.preventDefault();
  });
  return session;
}

/** A hidden tab paints nothing, but is still told of changes, at leisure. */
function beforeNextPaint(callback: () => void): void {
  if (document.visibilityState === "hidden") setTimeout(callback, 250);
  else requestAnimationFrame(callback);
}
