import type { Actor, Fact } from "./fact.ts";
import { type Code, hashOf, instantOf, toCode } from "./fact-schema.ts";
import type { ConnexionId, Uuid } from "./ids.ts";
import type { Posture, UseChoice, UseRefusal } from "./use.ts";

/** A use as its facts name it. */
export type UseSubject = {
  readonly id: ConnexionId;
  readonly clientId: string;
  /** SHA-256 of the client's `state`, when it sent one. */
  readonly stateHash: Buffer | null;
};

/** When, and in the course of which request. */
export type Occasion = { readonly now: Date; readonly cause: Uuid };

/** A client identifier as the journal spells it; one that is no code becomes its hexadecimal bytes, cut to 62. */
export const clientCode = (clientId: string): Code =>
  toCode(/^[a-z0-9.-]{1,64}$/.test(clientId) ? clientId : `x.${Buffer.from(clientId).toString("hex").slice(0, 60)}`);

const envelope = ({ id }: UseSubject, actor: Actor, { now, cause }: Occasion) =>
  ({ v: 1, stream: `connexion/${id}`, actor, at: instantOf(now), cause }) as const;

const actorOf = ({ compteId, structureId }: UseChoice): Actor => ({
  kind: "aidant",
  id: compteId,
  structure: structureId,
});

const stateOf = ({ stateHash }: UseSubject) => (stateHash ? { stateHash: hashOf(stateHash) } : {});

const namesOf = (use: UseSubject, choice: UseChoice) => ({
  connexion: use.id,
  mandat: choice.mandatId,
  autorisation: choice.autorisationId,
  acte: choice.acteId,
  demarche: choice.demarche,
  usager: choice.usagerId,
  aidant: choice.compteId,
  structure: choice.structureId,
  client: clientCode(use.clientId),
});

const choiceBody = (use: UseSubject, choice: UseChoice) => ({
  ...namesOf(use, choice),
  titre: { kind: "mandat" as const, id: choice.autorisationId },
});

export const useAsked = (use: UseSubject, on: Occasion): Fact => ({
  type: "UseAsked",
  ...envelope(use, { kind: "public" }, on),
  body: { connexion: use.id, client: clientCode(use.clientId), ...stateOf(use) },
});

export type Declared = {
  readonly presence: boolean;
  readonly posture: Posture | null;
  readonly serviceCode: string | null;
};

export const identityRequested = (use: UseSubject, choice: UseChoice, declared: Declared, on: Occasion): Fact => ({
  type: "IdentityRequested",
  ...envelope(use, actorOf(choice), on),
  body: {
    ...namesOf(use, choice),
    ...serviceOf(declared.serviceCode),
    ...(declared.posture ? { posture: declared.posture } : {}),
    presence: declared.presence,
  },
});

const serviceOf = (serviceCode: string | null) => (serviceCode ? { serviceCode: toCode(serviceCode) } : {});

export const useCodeIssued = (use: UseSubject, choice: UseChoice, on: Occasion): Fact => ({
  type: "UseCodeIssued",
  ...envelope(use, actorOf(choice), on),
  body: { ...choiceBody(use, choice), ...stateOf(use) },
});

export const useTokenIssued = (use: UseSubject, choice: UseChoice, tokenHash: Buffer, on: Occasion): Fact => ({
  type: "UseTokenIssued",
  ...envelope(use, actorOf(choice), on),
  body: { ...choiceBody(use, choice), ...stateOf(use), tokenHash: hashOf(tokenHash) },
});

export type Served = { readonly tokenHash: Buffer; readonly level: number; readonly serviceCode: string | null };

export const identityServed = (use: UseSubject, choice: UseChoice, served: Served, on: Occasion): Fact => ({
  type: "IdentityServed",
  ...envelope(use, actorOf(choice), on),
  body: {
    ...choiceBody(use, choice),
    ...stateOf(use),
    level: served.level,
    tokenHash: hashOf(served.tokenHash),
    ...serviceOf(served.serviceCode),
  },
});

/** `known`: what of the choice was made when the use stopped. */
export const identityRefused = (
  use: UseSubject,
  known: Partial<UseChoice>,
  reason: UseRefusal,
  on: Occasion,
): Fact => ({
  type: "IdentityRefused",
  ...envelope(use, actorOfPart(known), on),
  body: { connexion: use.id, reason, ...partOf(known), client: clientCode(use.clientId) },
});

export const useReplayed = (use: UseSubject, choice: UseChoice, what: "code" | "access-token", on: Occasion): Fact => {
  const { acteId: _, autorisationId: __, demarche: ___, ...known } = choice;
  return {
    type: "UseReplayed",
    ...envelope(use, { kind: "systeme" }, on),
    body: { connexion: use.id, what, ...partOf(known), client: clientCode(use.clientId) },
  };
};

export const useEnded = (
  use: UseSubject,
  by: "franceconnect" | "aidant" | "expiry" | "systeme",
  on: Occasion,
): Fact => ({
  type: "UseEnded",
  ...envelope(use, { kind: "systeme" }, on),
  body: { connexion: use.id, by },
});

const actorOfPart = ({ compteId, structureId }: Partial<UseChoice>): Actor =>
  compteId ? { kind: "aidant", id: compteId, ...(structureId ? { structure: structureId } : {}) } : { kind: "public" };

const partOf = ({ usagerId, mandatId, autorisationId, acteId, compteId, structureId }: Partial<UseChoice>) => ({
  ...(usagerId ? { usager: usagerId } : {}),
  ...(mandatId ? { mandat: mandatId } : {}),
  ...(autorisationId ? { autorisation: autorisationId } : {}),
  ...(acteId ? { acte: acteId } : {}),
  ...(compteId ? { aidant: compteId } : {}),
  ...(structureId ? { structure: structureId } : {}),
});
