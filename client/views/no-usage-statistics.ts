// The grid's package can report how it is used while somebody develops on localhost. Imported before the grid,
// this tells it that nobody is developing, so that code never runs: nothing here calls anybody.

interface GridGlobals {
  Vaadin?: { developmentMode?: boolean };
}
const globals = globalThis as GridGlobals;
globals.Vaadin = { ...globals.Vaadin, developmentMode: false };
