import { Agent, get } from "node:http";

/** Concurrent readers of one page, in a process of their own so that they do not slow the server they measure. */
type Order = {
  readonly urls: readonly string[];
  readonly cookie: string;
  readonly readers: number;
  /** Pages read in all. */
  readonly pages: number;
  /** Pause of each reader between two pages, in milliseconds; 0 for as fast as answers come. */
  readonly pauseMs: number;
};

const agent = new Agent({ keepAlive: true, maxSockets: 200 });

const read = (url: string, cookie: string): Promise<number> =>
  new Promise((resolve, reject) => {
    get(url, { agent, headers: { cookie } }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? 0));
      answer.on("error", reject);
    }).on("error", reject);
  });

const play = async ({ urls, cookie, readers, pages, pauseMs }: Order) => {
  const milliseconds: number[] = [];
  const refused: number[] = [];
  let next = 0;
  const oneReader = async (rank: number) => {
    await new Promise((resolve) => setTimeout(resolve, (rank * pauseMs) / readers));
    while (next < pages) {
      const url = urls[next++ % urls.length] as string;
      const started = performance.now();
      const status = await read(url, cookie);
      milliseconds.push(performance.now() - started);
      if (status !== 200) refused.push(status);
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: readers }, (_, rank) => oneReader(rank)));
  return { milliseconds, refused, seconds: (performance.now() - started) / 1000 };
};

process.on("message", async (order: Order) => {
  process.send?.(await play(order));
});
