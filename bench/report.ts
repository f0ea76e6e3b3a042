import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";

/** One measured figure. */
export type Figure = { readonly name: string; readonly value: number; readonly unit: string };
/** A figure divided by its baseline of the same run, and what is aimed at (chapter 10 §1.2). */
export type Ratio = { readonly name: string; readonly value: number; readonly aim: number };

export type Report = {
  readonly bench: string;
  readonly commit: string;
  readonly machine: Machine;
  readonly sizes: { readonly [name: string]: number };
  readonly baselines: readonly Figure[];
  readonly results: readonly Figure[];
  readonly ratios: readonly Ratio[];
  /** `none` when the load could not be reached: the client was the limit, not the product. */
  readonly verdict: "reached" | "short" | "none";
};

type Machine = {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly kernel: string;
  readonly node: string;
  readonly postgresql?: string;
};

export const describeMachine = (postgresql?: string): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? "unknown",
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  kernel: release(),
  node: process.version,
  ...(postgresql === undefined ? {} : { postgresql }),
});

export const currentCommit = (): string => {
  try {
    return execFileSync("git", ["rev-parse", "--short=12", "HEAD"], { encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
};

export const verdictOf = (ratios: readonly Ratio[]): Report["verdict"] =>
  ratios.every(({ value, aim }) => value >= aim) ? "reached" : "short";

/** Prints the report as a table, and writes it as JSON to the file after `--json`. */
export const publish = (report: Report, args: readonly string[] = process.argv.slice(2)): void => {
  const { cpu, cores, memoryGiB, node, postgresql } = report.machine;
  const lines = [
    `${report.bench}, commit ${report.commit}`,
    `${cpu}, ${cores} cores, ${memoryGiB} GiB, Node ${node}${postgresql ? `, PostgreSQL ${postgresql}` : ""}`,
    "",
    ...report.baselines.map((figure) => line(`baseline ${figure.name}`, figure.value, figure.unit)),
    ...report.results.map((figure) => line(figure.name, figure.value, figure.unit)),
    ...report.ratios.map(({ name, value, aim }) => line(`ratio ${name}`, value, `(aim ${aim})`, 2)),
    `verdict: ${report.verdict}`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  const file = args[args.indexOf("--json") + 1];
  if (args.includes("--json") && file) writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
};

const line = (name: string, value: number, unit: string, digits = 0): string =>
  `${name.padEnd(52)} ${value.toLocaleString("en", { maximumFractionDigits: digits, minimumFractionDigits: digits }).padStart(10)} ${unit}`;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};
