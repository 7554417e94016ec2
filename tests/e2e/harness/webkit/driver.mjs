// WebKitGTK's own driver, which speaks W3C WebDriver over HTTP: a screen to draw on, the driver's process, one session in it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const DRIVER = process.env.WEBKIT_DRIVER ?? 'WebKitWebDriver';
const BROWSER = process.env.WEBKIT ?? `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/webkit2gtk-4.1/MiniBrowser`;
// The key of a reference to an element, fixed by the standard.
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const STARTS_WITHIN_MS = 60_000;

let screen;

/** A screen that nobody sees, large enough for the projector; ended with this process. */
async function startScreen() {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '2048x1280x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  process.once('exit', () => server.kill('SIGTERM'));
  server.unref();
  const failed = once(server, 'error').then(([error]) => Promise.reject(error));
  const [number] = await Promise.race([once(server.stdio[3], 'data'), failed]);
  // Kept open: it writes the end of the line after the number, and a closed pipe would end it.
  server.stdio[3].unref();
  return `:${String(number).trim()}`;
}

async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** A refusal of the driver, with its code, such as “stale element reference”. */
export class DriverError extends Error {
  constructor({ error, message }) {
    super(`${error}: ${message}`);
    this.code = error;
  }
}

/** Starts a driver with one browser of its own. A driver has one session at a time, so each device gets one. */
export async function startDriver() {
  screen ??= startScreen();
  const home = await mkdtemp(join(tmpdir(), 'plenary-webkit-'));
  const port = await freePort();
  const child = spawn(DRIVER, [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: await screen,
      GDK_BACKEND: 'x11',
      // Everything it keeps, files that are downloaded included, goes with it.
      HOME: home,
      XDG_DATA_HOME: join(home, 'data'),
      XDG_CACHE_HOME: join(home, 'cache'),
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_RUNTIME_DIR: home,
      LIBGL_ALWAYS_SOFTWARE: '1',
      NO_AT_BRIDGE: '1',
      // Its sandbox asks for what a container of the tests does not give. Only our own pages are opened in it.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    },
  });
  const ended = new Promise((done) => child.once('exit', done));
  const kill = () => child.kill('SIGTERM');
  process.once('exit', kill);
  let failure;
  child.once('error', (error) => (failure = error));

  async function call(method, path, body) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body === undefined ? undefined : JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new DriverError(value);
    return value;
  }

  async function begin() {
    const until = Date.now() + STARTS_WITHIN_MS;
    for (;;) {
      try {
        await call('GET', '/status');
        break;
      } catch (error) {
        if (failure !== undefined) throw failure;
        if (until < Date.now()) throw error;
        await pause(50);
      }
    }
    // Its full screen has no frame and no bars, so the page is as large as the window is made.
    const options = { binary: BROWSER, args: ['--automation', '--full-screen'] };
    const { sessionId } = await call('POST', '/session', { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } });
    return `/session/${sessionId}`;
  }

  const session = await begin();
  // Commands of several windows go one after the other, each to its own window.
  let last = Promise.resolve();
  let current;
  function inTurn(work) {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  }

  return {
    home,
    /** One command, in this window; by default the first. */
    send(method, path, body, handle) {
      return inTurn(async () => {
        if (handle !== undefined && handle !== current) {
          await call('POST', `${session}/window`, { handle });
          current = handle;
        }
        return call(method, session + path, body);
      });
    },
    async end() {
      await inTurn(() => call('DELETE', session)).catch(() => {});
      process.off('exit', kill);
      kill();
      await ended;
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A reference to an element, as the driver writes it. */
export function idOf(reference) {
  assert.ok(reference?.[ELEMENT], 'the driver gave no element');
  return reference[ELEMENT];
}
