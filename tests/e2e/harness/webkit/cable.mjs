// The wire between one device and the server, which can be cut: WebDriver has no word for a lost network. Each device comes by
// a port of its own, so cutting one leaves the others.

import { createServer, connect } from 'node:net';

/** Lays a cable to the server at this address. */
export async function layCable(address) {
  const { hostname, port } = new URL(address);
  const open = new Set();
  let isCut = false;
  const end = createServer((near) => {
    near.on('error', () => {});
    if (isCut) return near.destroy();
    const far = connect({ host: hostname, port: Number(port) });
    for (const [one, other] of [[near, far], [far, near]]) {
      open.add(one);
      one.on('error', () => {});
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
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
