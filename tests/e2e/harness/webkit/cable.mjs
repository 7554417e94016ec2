// The wire between one device and the server: WebDriver has no word for a lost network, for a request that hangs, or for an
// answer. Each device comes by a port of its own, so what happens on one leaves the others alone.

import { createServer, request as ask } from 'node:http';
import { connect } from 'node:net';

import { Carried } from './carried.mjs';

const isDocument = ({ headers }) => headers.accept?.startsWith('text/html');

/** Lays a cable to the server at this address. `route` is asked for what to do with a request: undefined carries it on. */
export async function layCable(address, { tell, route }) {
  const { hostname, port } = new URL(address);
  const open = new Set();
  let isCut = false;
  const keep = (socket, other) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      open.delete(socket);
      other?.destroy();
    });
  };

  const end = createServer(async (request, answer) => {
    const carried = new Carried(request, answer, { address, carry: (body) => carries(request, answer, body) });
    tell('request', carried);
    const handle = route(carried.url());
    if (handle === undefined) return carries(request, answer);
    if (await carried.isWhole()) await handle(carried);
  });
  // A device that is about to ask again must not find its line closed.
  end.keepAliveTimeout = 0;
  end.on('connection', (near) => {
    keep(near);
    if (isCut) near.destroy();
  });

  /** Carries a request to the server and its answer back, as they are. */
  function carries(request, answer, body) {
    const { method, url: path, rawHeaders: headers } = request;
    const far = ask({ hostname, port, method, path, headers, agent: false });
    const gone = () => request.socket.destroy();
    far.on('error', gone);
    answer.on('close', () => far.destroy());
    far.on('response', (given) => {
      tell('response', { isDocument: isDocument(request), status: () => given.statusCode, headers: () => given.headers });
      answer.writeHead(given.statusCode, given.statusMessage, given.rawHeaders);
      given.on('error', gone);
      given.pipe(answer);
    });
    if (body === undefined) request.pipe(far);
    else far.end(body);
  }

  // A socket is carried letter by letter, its greeting included.
  end.on('upgrade', ({ method, url, rawHeaders }, near, head) => {
    const far = connect({ host: hostname, port: Number(port) });
    keep(near, far);
    keep(far, near);
    const lines = rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : []));
    far.write(`${method} ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    far.write(head);
    near.pipe(far);
    far.pipe(near);
  });

  await new Promise((ready) => end.listen(0, hostname, ready));
  const own = `${hostname}:${end.address().port}`;
  return {
    /** An address at the server, as this device reaches it. */
    outward: (url) => url.replace(`//${hostname}:${port}`, `//${own}`),
    /** An address this device knows, as the test knows it. */
    homeward: (text) => text.replaceAll(`//${own}`, `//${hostname}:${port}`),
    cut(isGone) {
      isCut = isGone;
      if (isGone) for (const socket of open) socket.destroy();
    },
    close() {
      for (const socket of open) socket.destroy();
      end.close();
    },
  };
}
