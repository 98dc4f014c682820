/** An owner changed what this person may do here, while the page was open. */
export class RightsEvent extends Event {
  static readonly type = "rights";
  readonly mayEdit: boolean;
  /** The server's words for it. */
  readonly reason: string;
  constructor(mayEdit: boolean, reason: string) {
    super(RightsEvent.type);
    this.mayEdit = mayEdit;
    this.reason = reason;
  }
}
