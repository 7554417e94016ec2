// A real server on a free port with a journal of its own, started and ended by the test that uses it.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');

/** A program as cargo built it. */
export const program = (name) => join(target, 'debug', name);

/** Starts a server; the same folder and port again is the same server after a restart. */
export async function startServer({ folder, port = 0, publicUrl } = {}) {
  const home = folder ?? (await mkdtemp(join(tmpdir(), 'plenary-e2e-')));
  const child = spawn(
    program('plenary'),
    [
      'serve', '--listen', `127.0.0.1:${port}`, '--data', join(home, 'plenary.db'),
      ...(publicUrl === undefined ? [] : ['--public-url', publicUrl]),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  child.stderr.on('data', (chunk) => (log += chunk));
  const ended = new Promise((done) => child.once('exit', done));
  const url = await new Promise((found, failed) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const match = /^listening on (http:\/\/\S+)$/.exec(line);
      if (match) found(match[1]);
    });
    child.once('error', failed);
    ended.then((code) => failed(new Error(`the server ended with ${code} before it listened:\n${log}`)));
  });
  return {
    url,
    folder: home,
    port: Number(new URL(url).port),
    log: () => log,
    /** Ends the server as the operating system would, and keeps its journal. */
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await ended;
    },
    /** Ends the server and forgets everything. */
    async remove() {
      child.kill('SIGTERM');
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** One REST call; fails with the problem's own sentence. */
export async function call(url, path, { method = 'GET', token, body } = {}) {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    body: body ? JSON.stringify(body) : undefined,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}
