import type { Damage, Finding } from "./finding.ts";

/** A waiting row whose fact is absent (`entry` null) or says something else. */
export type WaitingRow = { readonly fact: string; readonly entry: Uint8Array | null };
/** A fact that is not in exactly one of the two states, with what vouches for it. */
export type StrayRow = {
  readonly fact: string;
  readonly pending: boolean;
  readonly leaves: number;
  /** True when the index knows it at a position that its stream has given. */
  readonly announced: boolean;
};
/** A stream whose positions, in the index, do not run from 1 to its counter; `counter` null: no such stream. */
export type StreamRow = {
  readonly stream: string;
  readonly counter: number | null;
  readonly lowest: number;
  readonly highest: number;
  readonly known: number;
};

const about = (damage: Damage, fact: string, message: string): Finding => ({ damage, fact, message });

export const describeWaiting = ({ fact, entry }: WaitingRow): Finding =>
  entry
    ? about("pending-altered", fact, `The entry of fact ${fact} differs between the fact and the queue.`)
    : about("pending-without-fact", fact, `Fact ${fact} waits to be sequenced, and does not exist.`);

/** Each committed fact is, at every instant, in exactly one of two states: pending or leaf (chapter 04 §4.3). */
export const describeStray = ({ fact, pending, leaves, announced }: StrayRow): Finding => {
  if (leaves > 1) return about("fact-sequenced-twice", fact, `Fact ${fact} has ${leaves} leaves.`);
  if (pending) return about("fact-pending-and-sequenced", fact, `Fact ${fact} has a leaf and still waits for one.`);
  return announced
    ? about("fact-unsequenced", fact, `Fact ${fact} was written by an act, has no leaf and waits for none.`)
    : about("fact-unannounced", fact, `Fact ${fact} was written by no act: no queue, no leaf, no stream knows it.`);
};

export const describeStream = ({ stream, counter, lowest, highest, known }: StreamRow): Finding =>
  counter === null
    ? { damage: "stream-missing", stream, message: `The stream ${stream} has facts and no counter.` }
    : {
        damage: "stream-gap",
        stream,
        message: `The stream ${stream} gave ${counter} positions; ${known} are known, from ${lowest} to ${highest}.`,
      };

export const describeMissingIndex = (fact: string): Finding =>
  about("index-missing", fact, `Fact ${fact} is not in the index.`);
export const describeForeignIndex = (fact: string): Finding =>
  about("index-without-fact", fact, `The index knows a fact ${fact} that does not exist.`);

/** Age beyond which a pending fact is late: the published maximum merge delay (chapter 04 §4.2). */
export const MAXIMUM_MERGE_DELAY_MS = 60_000;

export const describePendingAge = (oldest: Date | null, now: Date): readonly Finding[] => {
  const age = oldest ? now.getTime() - oldest.getTime() : 0;
  if (age <= MAXIMUM_MERGE_DELAY_MS) return [];
  return [{ damage: "pending-late", message: `The oldest pending fact has waited ${Math.round(age / 1000)} s.` }];
};
