import type { Damage, Finding } from "./finding.ts";
import type { CheckpointRow, LeafWalk } from "./leaf-check.ts";
import { decodeEdge, rootOfEdge } from "./right-edge.ts";
import { sameBytes } from "./sha256.ts";

export type HeadRow = {
  readonly size: number;
  readonly root: Uint8Array;
  readonly seal: Uint8Array;
  readonly edge: Uint8Array;
};

/** Compares the head with the leaves walked over and with the last checkpoint. */
export const checkHead = (walk: LeafWalk, head: HeadRow, last: CheckpointRow | null): readonly Finding[] => {
  const findings: Finding[] = [];
  const find = (damage: Damage, index: number, message: string) => findings.push({ damage, index, message });

  if (walk.next > head.size)
    find("head-behind-leaves", head.size, `The head says ${head.size} leaves, ${walk.next} are stored.`);
  if (walk.next < head.size)
    find("leaf-missing", walk.next, `The head says ${head.size} leaves, the last stored is ${walk.next - 1}.`);
  if (last && last.size > head.size)
    find("head-behind-checkpoint", head.size, `The head has ${head.size} leaves, a checkpoint had ${last.size}.`);
  if ((last?.size ?? 0) < head.size)
    find("checkpoint-missing", head.size, `No checkpoint was kept for the ${head.size} leaves of the head.`);
  if (last?.size === head.size && !sameBytes(last.root, head.root))
    find("checkpoint-altered", head.size, `The last checkpoint, of size ${head.size}, has not the root of the head.`);

  const edge = decodeEdge(head.size, head.edge);
  if (!edge || !sameBytes(rootOfEdge(edge), head.root))
    find("head-altered", head.size, "The right edge of the head does not give its root.");
  if (walk.next === head.size && walk.seal && !sameBytes(walk.seal, head.seal))
    find("head-altered", head.size, "The seal of the head is not that of the last leaf.");
  if (walk.edge && walk.next === head.size && !sameBytes(rootOfEdge(walk.edge), head.root))
    find("head-altered", head.size, "The root of the head is not that of its leaves.");
  return findings;
};
