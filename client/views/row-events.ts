// What the table's rows tell the view that holds them. None of these leaves the view.
import type { RecordId } from "../../schema/ids.ts";
import type { MenuAnchor } from "../controls/action-menu.ts";
import type { Row } from "./table-rows.ts";

/** The menu of some rows is asked for: those selected together with the one pointed at, or that one. */
export class RowMenuEvent extends Event {
  static readonly type = "entente-row-menu";
  readonly row: Row;
  readonly anchor: MenuAnchor;
  constructor(row: Row, anchor: MenuAnchor) {
    super(RowMenuEvent.type, { bubbles: true });
    this.row = row;
    this.anchor = anchor;
  }
}

/** A row's name is to be edited in its place. */
export class RowRenameEvent extends Event {
  static readonly type = "entente-row-rename";
  readonly row: Row;
  constructor(row: Row) {
    super(RowRenameEvent.type, { bubbles: true });
    this.row = row;
  }
}

/** Editing a name is over; without a label the old one stays. */
export class RowRenamedEvent extends Event {
  static readonly type = "entente-row-renamed";
  readonly id: RecordId;
  readonly label: string | undefined;
  constructor(id: RecordId, label: string | undefined) {
    // The field is in the grid's shadow, so the event has to cross it; the view stops it.
    super(RowRenamedEvent.type, { bubbles: true, composed: true });
    this.id = id;
    this.label = label;
  }
}

/** Delete was pressed on a row. */
export class RowRetractEvent extends Event {
  static readonly type = "entente-row-retract";
  readonly row: Row;
  constructor(row: Row) {
    super(RowRetractEvent.type, { bubbles: true });
    this.row = row;
  }
}
