import type { FastifyReply, FastifyRequest } from "fastify";
import type { CompteId, SessionCompteId, StructureId } from "#domain/ids.ts";
import type { ConditionToAct } from "#domain/may-act.ts";
import type { SessionState } from "#domain/session.ts";
import type { PageFrame } from "#ui/page-frame.ts";

/** A person whose two proofs opened a session that is neither locked nor ended. */
export type SignedIn = {
  readonly compteId: CompteId;
  readonly sessionId: SessionCompteId;
  /** Last success of a second factor in this session (chapter 02 §9). */
  readonly proofAt: Date;
  /** True when the CGU in force still wait for this person (chapter 02 §5). */
  readonly owesCgu: boolean;
  readonly prenom: string;
  readonly nom: string;
};

/** A person who has just proved herself, before what she owes is read. */
export type ProvedPerson = Omit<SignedIn, "owesCgu">;

/** The person in the structure named by the URL: never a column of the compte nor a cookie (chapter 02 §4). */
export type ActingAidant = SignedIn & {
  readonly structureId: StructureId;
  /** Public reference of the structure, as the URL carries it. */
  readonly structure: string;
  readonly structureNom: string;
  /** True when the person belongs to another structure too: her pages offer to change. */
  readonly hasOtherStructures?: boolean;
  readonly aidant: boolean;
  readonly referent: boolean;
  /** What is missing to act for an usager; empty when `mayAct`. */
  readonly missing: readonly ConditionToAct[];
};

/** `renewed`: the cookie was changed seconds ago by a new proof, and this is the second of two clicks. */
export type VisitorState = SessionState | "renewed";

/** Whom a session's cookie names, and whether the session still opens anything (chapter 02 §14). */
export type Visitor =
  | { readonly state: "open"; readonly person: SignedIn }
  | ({ readonly state: Exclude<VisitorState, "open"> } & Pick<SignedIn, "compteId" | "sessionId">);

/** A session that opens nothing now: forms of its pages are still known, and wait for a new proof. */
export type DormantSession = Exclude<Visitor, { readonly state: "open" }>;

/** What the guards need of the connexion feature: who is there, and how to ask for more. */
export type Gatekeeper = {
  /** Whom this cookie value names, or null. `active`: the person asked for the page, it did not ask by itself. */
  readonly findVisitor: (sessionToken: string, active: boolean) => Promise<Visitor | null>;
  /** Null for a stranger to that structure as for a structure that never was: both answer 404. */
  readonly findActing: (signedIn: SignedIn, structure: string) => Promise<ActingAidant | null>;
  /** Sends to sign-in; the page asked, or the form posted, waits for the person (chapter 02 §6.1, §10). */
  readonly askSignIn: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
  /** Sends to the second factor before a sensitive act; the form posted waits (chapter 02 §9, §10). */
  readonly askProof: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
  readonly askCgu: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
  /** The page that lists what is missing to act, with 403. */
  readonly refuseNotHabilite: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
};

/** Acts that need a proof younger than 15 minutes; the words complete « Pour … » on the page of step-up. */
export const sensitiveActs = {
  "conclure-mandat": "conclure un mandat",
  "servir-identite": "vous connecter à la place d’un usager",
} as const;
export type SensitiveAct = keyof typeof sensitiveActs;

declare module "fastify" {
  interface FastifyContextConfig {
    /** Who may see the route; a route without it does not start the application (R9). */
    audience?: Audience;
    /** Set on a page or a POST that must be preceded by a fresh proof. */
    sensitive?: SensitiveAct;
    /** Set on a page that asks for itself again and again: it does not keep a session awake (chapter 02 §14). */
    polling?: boolean;
    /** Set on what stays open while the CGU wait to be accepted (chapter 02 §5). */
    beforeCgu?: boolean;
  }
  interface FastifyRequest {
    /** Random identifier of this browser: binds links, exchanges and forms to it. */
    browserId: string;
    signedIn: SignedIn | null;
    /** The session of this browser when it opens nothing now; null when open, or when there is none. */
    dormant: DormantSession | null;
    /** Present in the groups `aidant` and `habilite`. */
    acting: ActingAidant;
    /** What surrounds the page. */
    frame: PageFrame;
    /** Value of the hidden field `_csrf` of every form of this page. */
    csrfToken: string;
  }
  interface FastifyReply {
    /** Origins, besides ours, that a form of this page may end at after redirects (chapter 01 §4.3). */
    formActionOrigins: string[];
  }
}

/**
 * - `public`: anybody;
 * - `compte`: signed in;
 * - `aidant`: member of the structure in the URL, whatever is missing to act;
 * - `habilite`: the same, and `mayAct`;
 * - `protocole`: a program, authenticated otherwise or not at all; no cookie, no form token;
 * - `demonstration`: development build only.
 */
export type Audience = "public" | "compte" | "aidant" | "habilite" | "protocole" | "demonstration";
