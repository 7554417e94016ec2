// Which scenarios there are, for which wire.

import * as both from "./scenarios/both.mjs";
import * as presence from "./scenarios/presence.mjs";
import * as hocuspocus from "./scenarios/hocuspocus.mjs";
import * as yWebsocket from "./scenarios/y_websocket.mjs";

const HOCUSPOCUS = [
  ["first-sync", both.firstSync],
  ["unsynced-changes", hocuspocus.unsyncedChanges],
  ["second-device", both.secondDevice],
  ["reconnect-after-restart", both.reconnectAfterRestart],
  ["token-denied", hocuspocus.tokenDenied],
  ["read-only", hocuspocus.readOnly],
  ["stateless", hocuspocus.stateless],
  ["awareness", presence.awareness],
  ["many-documents", hocuspocus.manyDocuments],
  ["document-close", hocuspocus.documentClose],
];

const Y_WEBSOCKET = [
  ["first-sync", both.firstSync],
  ["second-device", both.secondDevice],
  ["reconnect-after-restart", both.reconnectAfterRestart],
  ["token-denied", yWebsocket.tokenDenied],
  ["read-only", yWebsocket.readOnly],
  ["awareness", presence.awareness],
  ["document-close", yWebsocket.documentClose],
];

export const scenarios = (wire) => (wire === "hocuspocus" ? HOCUSPOCUS : Y_WEBSOCKET);
