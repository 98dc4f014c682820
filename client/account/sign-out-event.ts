/** The person at this browser wants to leave it. */
export class SignOutEvent extends Event {
  static readonly type = "entente-sign-out";
  constructor() {
    super(SignOutEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    [SignOutEvent.type]: SignOutEvent;
  }
}
