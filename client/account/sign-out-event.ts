/** The person at this browser wants to leave it. */
export class SignOutEvent extends Event {
  static readonly type = "entente-sign-out";
  /** They want to leave all other browsers too. */
  readonly isEverywhere: boolean;
  constructor(isEverywhere = false) {
    super(SignOutEvent.type, { bubbles: true, composed: true });
    this.isEverywhere = isEverywhere;
  }
}

declare global {
  interface HTMLElementEventMap {
    [SignOutEvent.type]: SignOutEvent;
  }
}
