import type { ExtensionMessage } from "../../schema/extension.ts";

/** What the server tells in time: the sign-in ends soon, or the workspace comes near its size. */
export type Notice = Extract<ExtensionMessage, { readonly kind: "auth-soon" | "limit" }>;

/** The server told what somebody may want to act on. */
export class NoticeEvent extends Event {
  static readonly type = "notice";
  readonly notice: Notice;
  constructor(notice: Notice) {
    super(NoticeEvent.type);
    this.notice = notice;
  }
}
