// Which scenarios there are, for which wire.

import * as both from "./scenarios/both.mjs";
import * as clientIds from "./scenarios/client_ids.mjs";
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
  ["place", presence.place],
  ["client-ids", clientIds.onHocuspocus],
  ["many-documents", hocuspocus.manyDocuments],
  ["document-close", hocuspocus.documentClose],
  ["keep-alive", both.keepAlive],
];

// Provider 4 can have a document twice on one socket.
const HOCUSPOCUS_4 = [...HOCUSPOCUS, ["two-sessions", hocuspocus.twoSessions]];

const Y_WEBSOCKET = [
  ["first-sync", both.firstSync],
  ["second-device", both.secondDevice],
  ["reconnect-after-restart", both.reconnectAfterRestart],
  ["token-denied", yWebsocket.tokenDenied],
  ["read-only", yWebsocket.readOnly],
  ["awareness", presence.awareness],
  ["place", presence.place],
  ["client-ids", clientIds.onYWebsocket],
  ["document-close", yWebsocket.documentClose],
  ["keep-alive", both.keepAlive],
];

export function scenarios(wire, { major }) {
  if (wire === "y-websocket") return Y_WEBSOCKET;
  return major < 4 ? HOCUSPOCUS : HOCUSPOCUS_4;
}
