import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** Origin of the development build under test. */
    origin: string;
  }
}

const root = join(import.meta.dirname, "..");
const READY = /^Aidants Connect : (http:\/\/\S+)$/m;
const START_LIMIT_MS = 90_000;

/** Builds and starts the development build as a person would, on free ports and a throwaway database. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const built = spawnSync("node", ["tools/build.mjs", "dev"], { cwd: root, encoding: "utf8" });
  if (built.status !== 0) throw new Error(`The build failed: ${built.stderr}`);
  const [port, simulator] = await freePorts(2);
  const service = spawn("node", ["--enable-source-maps", "dist/dev.js"], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      FC_SIM_PORT: String(simulator),
      HOST: "127.0.0.1",
      AC_DATA_DIR: "memory:",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  project.provide("origin", await readyLine(service));
  return () => stop(service);
};

const readyLine = (service: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let output = "";
    const late = setTimeout(() => reject(new Error(`Not ready in time: ${output}`)), START_LIMIT_MS);
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const origin = READY.exec(output)?.[1];
      if (!origin) return;
      clearTimeout(late);
      resolve(origin);
    };
    service.stdout?.on("data", read);
    service.stderr?.on("data", read);
    service.once("exit", (code) => reject(new Error(`The service ended with ${code}: ${output}`)));
  });

const stop = (service: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      service.kill("SIGKILL");
      reject(new Error("SIGTERM did not end the service in 30 s."));
    }, 30_000);
    service.once("exit", () => {
      clearTimeout(late);
      resolve();
    });
    service.kill("SIGTERM");
  });

const freePorts = async (count: number): Promise<readonly number[]> => {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
};
