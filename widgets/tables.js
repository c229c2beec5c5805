// The page of a table of any exercise, of one person alone, and of a room at one screen.

import { Screen } from "./screen.js";

// `stageSaid(screen)` tells of a stage that has changed; `title(view, content)` is what this browser
// calls the place when it offers the way back.
export function tablesPage({ parts, acts, stageSaid, title }) {
  return ({ model, el }) => {
    const screen = new Screen({ model, el }, { parts, acts });
    const seated = () => { // the seat comes after the first view
      stageSaid(screen);
      if (screen.seated && globalThis.kit) screen.outbox.store("title", title(screen.view, screen.content));
    };
    screen.listen("change:view", () => stageSaid(screen));
    screen.listen("change:seat", seated);
    if (screen.seated) seated(); // while this script was still on its way
    return () => screen.stop();
  };
}
