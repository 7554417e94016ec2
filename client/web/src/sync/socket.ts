// One live connection for all documents of a workshop: reconnects without a stampede, wakes at once when the phone wakes.
import { HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import type { LinkState } from "../model/device/diagnosis";
import { LiveSocket, Way } from "./carrier";

// The server says something at least every 20 s; a socket silent for longer when a phone wakes is taken for dead.
const SILENCE_MS = 22_000;
// A browser waits for minutes for a server that takes the call and says nothing; on the slowest line an honest one has
// answered by then, and the next try may be luckier.
const OPEN_WITHIN_MS = 15_000;

/**
 * The provider's socket without its queue. Messages written while offline would be sent again after the handshake has
 * already carried them, and their late acknowledgements would make later changes look saved.
 */
class UnqueuedSocket extends HocuspocusProviderWebsocket {
  override send(message: unknown): void {
    if (this.webSocket?.readyState === 1) super.send(message);
  }

  /** Closing a WebSocket on a dead network can take minutes; this runs what follows a close without waiting for it. */
  giveUp(reason: string): void {
    this.emit("close", { event: { code: 4408, reason } });
  }
}

// What got through for one connection of this page gets through for the next.
const pagesWay = new Way();

/** Opens the live connection to this address, over a WebSocket or what stands in for one. */
export class WorkshopSocket {
  readonly provider: UnqueuedSocket;
  readonly #stopListening: () => void;
  #live: LiveSocket | undefined;
  #opening: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;

  constructor(url: string, changed: (state: LinkState) => void, random: () => number = Math.random, way = pagesWay) {
    // After a restart every phone returns at once. Left alone they would all come back after exactly one second; a
    // first wait drawn by each phone between 0.5 and 3.5 s spreads a room of thousands.
    const delay = 500 + Math.floor(random() * 3000);
    // The provider makes its first socket while it is made itself.
    const opened = (live: LiveSocket) => (this.#live = live);
    this.provider = new UnqueuedSocket({
      url,
      delay,
      minDelay: 500,
      factor: 1.7,
      maxDelay: 20_000,
      jitter: true,
      WebSocketPolyfill: function (address: string) {
        const live = opened(new LiveSocket(address, way));
        // What stands in for it may be held back for long; if it gets through, that is told next.
        if (live.isForbidden) changed("refused");
        return live;
      },
    });
    this.provider.on("connect", () => changed("connected"));
    this.provider.on("disconnect", () => changed(isOffline() ? "offline" : this.#live?.isForbidden === true ? "refused" : "connecting"));
    this.provider.on("status", ({ status }: { status: string }) => {
      // It is "connected" as soon as it opens; only "connect" follows a first word from the server.
      if (status === "connecting") this.#giveUpLater();
      else if (status === "disconnected") clearTimeout(this.#opening);
    });
    this.provider.on("connect", () => clearTimeout(this.#opening));
    // The first attempt has begun while the provider was made.
    this.#giveUpLater();
    this.#stopListening = this.#listen(changed);
  }

  /** Whether the socket has opened and nothing has come through it yet. */
  get isSilent(): boolean {
    return this.provider.status === "connected" && this.provider.lastMessageReceived === 0;
  }

  /** Tries now instead of after the waiting time; a socket that looks open but has been silent is given up. */
  reconnectNow(): void {
    if (this.#isStopped) return;
    if (this.provider.status === "connected") {
      const silent_ms = Date.now() - this.provider.lastMessageReceived;
      if (silent_ms < SILENCE_MS) return;
    }
    // What may be held back on the way is not begun anew: what stands in for it is tried at once.
    if (this.#live?.hurry() === true) return;
    if (this.provider.status === "connected") this.provider.giveUp("silent");
    void this.provider.connect();
  }

  /** Ends the connection for good: a key that is not accepted will not be accepted a second later either. */
  stop(): void {
    this.#isStopped = true;
    this.provider.disconnect();
  }

  destroy(): void {
    this.#stopListening();
    clearTimeout(this.#opening);
    this.provider.destroy();
  }

  #giveUpLater(): void {
    clearTimeout(this.#opening);
    this.#opening = setTimeout(() => {
      if (this.provider.webSocket !== null) this.provider.giveUp("silent");
    }, OPEN_WITHIN_MS);
  }

  #listen(changed: (state: LinkState) => void): () => void {
    if (typeof window === "undefined") return () => {};
    const awake = () => {
      if (document.visibilityState === "visible") this.reconnectNow();
    };
    // Every page is "shown" once while its first socket is still opening; only one that comes back may have slept.
    const shown = (event: PageTransitionEvent) => {
      if (event.persisted) awake();
    };
    const online = () => this.reconnectNow();
    const offline = () => {
      if (this.provider.status === "connected") this.provider.giveUp("offline");
      changed("offline");
    };
    document.addEventListener("visibilitychange", awake);
    window.addEventListener("pageshow", shown);
    window.addEventListener("online", online);
    window.addEventListener("offline", offline);
    return () => {
      document.removeEventListener("visibilitychange", awake);
      window.removeEventListener("pageshow", shown);
      window.removeEventListener("online", online);
      window.removeEventListener("offline", offline);
    };
  }
}

// The browser is believed when it says there is no network; when it says there is one, that may be a guess.
function isOffline(): boolean {
  return typeof navigator !== "undefined" && navigator.onLine === false;
}

/** The address of `/sync` on the server this page came from. */
export function syncAddress(location: { protocol: string; host: string }): string {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/sync`;
}
