// What a session tells a person that they did not ask for.
import { LostValuesEvent } from "../session/lost-values.ts";
import { NoticeEvent, type VersionNotice } from "../session/notice-event.ts";
import { RefusedEditEvent } from "../session/refused-edit.ts";
import { editRefusal } from "../session/session-state.ts";
import type { Session } from "../session/session.ts";
import { versionToast } from "../versions/version-news.ts";
import type { AppTools } from "./act.ts";
import { saveFile } from "./downloads.ts";
import { lostToast, refusedEditText, refusedEditToast } from "./edit-words.ts";
import { fullToast } from "./save-words.ts";

type Tools = Pick<AppTools, "toast" | "openProblems" | "openDialog">;

/**
 * Tells of what others changed at the same time, of what the server did not keep, of going back and of large removals,
 * and once that the workspace comes near its size.
 */
export function tellNews(session: Session, tools: Tools): void {
  session.addEventListener(LostValuesEvent.type, (event) => {
    const { lost } = event as LostValuesEvent;
    tools.toast(lostToast(session.state.graph, lost, () => tools.openProblems()));
  });
  session.addEventListener(RefusedEditEvent.type, (event) => {
    const refused = event as RefusedEditEvent;
    const file = () => new Blob([refusedEditText(refused, new Date())], { type: "application/json" });
    const save = () => saveFile(`${session.state.workspace}-not-kept.json`, file());
    tools.toast(refusedEditToast(session.state.graph, refused, save));
  });
  const removals = new Set<number>();
  let isTold = false;
  session.addEventListener(NoticeEvent.type, (event) => {
    const { notice } = event as NoticeEvent;
    if (notice.kind === "version") return tellVersion(notice, removals, session, tools);
    if (notice.kind !== "limit" || isTold || editRefusal(session.state)) return;
    isTold = true;
    tools.toast(fullToast(notice));
  });
}

function tellVersion(notice: VersionNotice, removals: Set<number>, session: Session, tools: Tools): void {
  if (notice.event === "removal") removals.add(notice.version.id);
  const toast = versionToast(notice, {
    isReader: editRefusal(session.state) !== undefined,
    removals,
    ownRemovals: () => session.countRemoved(),
    openVersion: (version) => tools.openDialog({ kind: "versions", version }),
  });
  if (toast) tools.toast(toast);
}
