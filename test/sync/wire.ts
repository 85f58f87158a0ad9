import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

type WireOptions = {
  /** Address behind the wire. */
  target: string;
  /** Of each direction. */
  bitsPerSecond: number;
  /** Whatever is open is cut each time so many bytes have gone through, both directions together; 0 for never. */
  cutEvery: number;
  /** How many times faster than the clock on the wall it goes. */
  speed: number;
};

/** Bytes forwarded at once. */
const SLICE = 1_024;

/** A thin and breaking line: TCP, throttled in each direction, cut after every so many bytes. */
export async function startWire({ target, bitsPerSecond, cutEvery, speed }: WireOptions) {
  const { hostname, port } = new URL(target);
  const bytesPerMs = (bitsPerSecond / 8 / 1000) * speed;
  const counts = { up: 0, down: 0, cuts: 0 };
  const open = new Set<Socket>();
  let sinceCut = 0;

  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.once('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
      socket.on('error', () => socket.destroy());
    }
    near.on('data', lane(near, far, 'up'));
    far.on('data', lane(far, near, 'down'));
  });

  /** One direction of all connections: they share its rate. */
  const freeAt = { up: 0, down: 0 };
  function lane(from: Socket, to: Socket, direction: 'up' | 'down') {
    const queue: Buffer[] = [];
    let busy = false;
    const next = () => {
      const slice = queue.shift();
      if (!slice) {
        busy = false;
        from.resume();
        return;
      }
      busy = true;
      const now = performance.now();
      freeAt[direction] = Math.max(now, freeAt[direction]) + slice.length / bytesPerMs;
      setTimeout(() => {
        if (to.destroyed) return;
        counts[direction] += slice.length;
        sinceCut += slice.length;
        if (cutEvery > 0 && sinceCut >= cutEvery) return cut();
        to.write(slice);
        next();
      }, freeAt[direction] - now);
    };
    return (data: Buffer) => {
      for (let at = 0; at < data.length; at += SLICE) queue.push(data.subarray(at, at + SLICE));
      from.pause();
      if (!busy) next();
    };
  }

  function cut(): void {
    counts.cuts++;
    sinceCut = 0;
    for (const socket of open) socket.resetAndDestroy();
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
