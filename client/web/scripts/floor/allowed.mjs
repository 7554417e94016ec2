// What the app may use although a browser of the floor lacks it, and what happens there. The builds fail on anything else.

/** In scripts, by the name that the rule tells. What a file asks for first, as by `"print" in window`, needs no reason here. */
export const SCRIPTS = {
  ".databases()": "leaving a device catches that it is missing, and removes every copy that there can be",
};

/** In our own sources, which the rule reads file by file: methods that something of ours has. */
export const OWN_METHODS = {
  ".take()": "WorkshopModel and WorkshopConnection take views",
  ".command()": "a typed action of the desk makes its command",
  ".address()": "pages are given their addresses",
};

/** In style sheets. */
export const STYLES = {
  "text-wrap": "lines break where they always did",
  "@container": "a chart keeps one layout, which fits every width",
  "container-type": "goes with @container",
  "grid-template-rows: subgrid": "panels side by side are not level with each other",
  "align-content: start": "of a grid, which has had it for ever; the table means other boxes",
  "@media forced-colors": "Safari has no forced colours below 16, and nothing to ask for",
  "forced-color-adjust": "where there is no such thing, colours are not forced on this part or all parts have their words",
  resize: "a field keeps its height and scrolls",
  "@page": "paper has the browser's own margins",
  "text-size-adjust": "only phones enlarge text by themselves",
  "text-decoration-skip": "a thicker line under links, in the GOV.UK styles",
  translate: "handles for resizing, in the drawing's own styles; no step of ours can be resized",
  ...Object.fromEntries(
    ["pointer", "default", "not-allowed", "grab", "grabbing", "move", "crosshair", "ew-resize", "ns-resize", "nesw-resize", "nwse-resize"].map((cursor) => [
      `cursor: ${cursor}`,
      "iPhones show no cursor",
    ]),
  ),
};
