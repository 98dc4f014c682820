// The icons that are in the bundle: Lucide (ISC), inlined at build time, so that nothing is ever fetched for them.
// To use another, add its file name here; a name that is not here draws nothing.

const files = import.meta.glob<string>(
  [
    // Going somewhere, finding, opening and closing.
    "../../node_modules/lucide-static/icons/{search,menu,x,check,ellipsis}.svg",
    "../../node_modules/lucide-static/icons/chevron-{up,down,right}.svg",
    "../../node_modules/lucide-static/icons/arrow-{up-right,left-right}.svg",
    "../../node_modules/lucide-static/icons/{panel-right,panel-bottom,list-filter,funnel-x}.svg",
    "../../node_modules/lucide-static/icons/{table-2,waypoints,command,keyboard,list,layers}.svg",
    // Doing something.
    "../../node_modules/lucide-static/icons/{plus,pencil,copy,link,link-2,trash-2,archive}.svg",
    "../../node_modules/lucide-static/icons/{undo-2,redo-2,history,split}.svg",
    "../../node_modules/lucide-static/icons/{download,upload,share-2,printer,pin,pin-off,eye,eye-off}.svg",
    "../../node_modules/lucide-static/icons/{maximize,focus,wand-sparkles}.svg",
    "../../node_modules/lucide-static/icons/{move,hand,spline}.svg",
    // How things stand.
    "../../node_modules/lucide-static/icons/{cloud,cloud-upload,cloud-off}.svg",
    "../../node_modules/lucide-static/icons/{info,circle-alert,triangle-alert,octagon-alert,circle-help,ban}.svg",
    "../../node_modules/lucide-static/icons/{circle-check,circle-x,circle-dot,clock,hourglass,lightbulb}.svg",
    "../../node_modules/lucide-static/icons/{sun,moon,monitor,calendar,calendar-days,calendar-clock}.svg",
    // What the map is made of.
    "../../node_modules/lucide-static/icons/{circle,square,hexagon,diamond,shapes,puzzle,boxes,globe,flag}.svg",
    "../../node_modules/lucide-static/icons/{landmark,building-2,factory,handshake,scale,gavel,scroll-text}.svg",
    "../../node_modules/lucide-static/icons/{user,users,user-round,users-round,map-pin,percent,vote,megaphone}.svg",
    "../../node_modules/lucide-static/icons/{messages-square,message-square,quote,book-open,book-text,tag,shield,key-round,log-out}.svg",
    "../../node_modules/lucide-static/icons/{file-text,file-json,file-spreadsheet,file-image,image}.svg",
  ],
  { query: "?raw", import: "default", eager: true, exhaustive: true },
);

const svgByName: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, svg]) => [path.slice(path.lastIndexOf("/") + 1, -".svg".length), svg]),
);

/** The SVG text of a bundled icon on a 24 × 24 grid, drawn in `currentColor`; undefined when it is not bundled. */
export function iconSvg(name: string): string | undefined {
  return svgByName.get(name);
}
