// One client from npm, as it comes and unchanged, through all its scenarios against the real server.
//
// Started by tests/stories/provider.rs, which knows what must hold and plays the facilitator and the operator. On standard
// output: `client PACKAGE VERSION`, `please …` (answered by a line of JSON), `held SCENARIO` or `failed SCENARIO WHY`, `done`.

import { readFile } from "node:fs/promises";
import { farewell, say } from "./operator.mjs";
import { Stage } from "./stage.mjs";
import * as hocuspocus from "./clients/hocuspocus.mjs";
import * as yWebsocket from "./clients/y_websocket.mjs";
import { scenarios } from "./scenarios.mjs";

const [alias, url] = process.argv.slice(2);
const { name, version } = JSON.parse(await readFile(new URL(`node_modules/${alias}/package.json`, import.meta.url), "utf8"));
say(`client ${name} ${version}`);

const { load, wire } = name === "y-websocket" ? yWebsocket : hocuspocus;
const client = await load(alias, version);

for (const [scenario, play] of scenarios(wire, client)) {
  const stage = await Stage.set(client, url);
  try {
    await play(stage);
    say(`held ${scenario}`);
  } catch (error) {
    say(`failed ${scenario} ${JSON.stringify(error.stack)}`);
  }
  stage.clear();
}
// The process then ends by itself, unless a client left something running.
farewell();
