// What a session tells a person that they did not ask for.
import type { Toast } from "../controls/toast.ts";
import { LostValuesEvent } from "../session/lost-values.ts";
import { RefusedEditEvent } from "../session/refused-edit.ts";
import type { Session } from "../session/session.ts";
import { lostToast, refusedEditToast } from "./edit-words.ts";

/** Tells of what others changed at the same time, and of what the server did not keep. */
export function tellNews(session: Session, tell: (toast: Toast) => void, openProblems: () => void): void {
  session.addEventListener(LostValuesEvent.type, (event) => {
    const { lost } = event as LostValuesEvent;
    tell(lostToast(session.state.graph, lost, openProblems));
  });
  session.addEventListener(RefusedEditEvent.type, (event) => {
    tell(refusedEditToast(session.state.graph, event as RefusedEditEvent));
  });
}
