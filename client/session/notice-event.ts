import type { ExtensionMessage } from "../../schema/extension.ts";

/**
 * What the server tells in time: the sign-in ends soon, the workspace comes near its size, or something about its versions
 * happened.
 */
export type Notice = Extract<ExtensionMessage, { readonly kind: (typeof noticeKinds)[number] }>;
const noticeKinds = ["auth-soon", "limit", "version"] as const;

/** Somebody went back to a version, removed much at once, or changed the list of versions. */
export type VersionNotice = Extract<Notice, { readonly kind: "version" }>;

/** The server told what somebody may want to act on. */
export class NoticeEvent extends Event {
  static readonly type = "notice";
  readonly notice: Notice;
  constructor(notice: Notice) {
    super(NoticeEvent.type);
    this.notice = notice;
  }
}

/** Whether a message is for people, not for the connection. */
export function isNotice(message: ExtensionMessage): message is Notice {
  return noticeKinds.some((kind) => kind === message.kind);
}
