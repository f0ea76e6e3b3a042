import type { Exchange } from "./http-exchange.ts";
import type { FsRecord } from "./records.ts";
import type { BrokerSession, VerifiedLogin } from "./sessions.ts";
import { randomHex, type SimulatorState } from "./state.ts";
import { identityHash } from "./sub.ts";

const deviceCookie = "fcsim_device";
const oneYear = 31_536_000;

type Login = { readonly login: VerifiedLogin; readonly sso: boolean; readonly fs: FsRecord };

/** Whether this person is usual on this device: known there, among two people at most (spec 01 §5.8). */
const isTrusted = (people: ReadonlySet<string>, person: string) => people.size <= 2 && people.has(person);

const openDevice = (state: SimulatorState, exchange: Exchange): Set<string> => {
  const known = state.devices.get(exchange.cookie(deviceCookie) ?? "");
  if (known) return known;
  const id = randomHex(state);
  const people = new Set<string>();
  state.devices.set(id, people);
  exchange.setCookie(deviceCookie, id, oneYear);
  return people;
};

/** Tells the person by e-mail that she was logged in, unless the device or the session makes it no news. */
export const notifyLogin = (
  state: SimulatorState,
  exchange: Exchange,
  session: BrokerSession,
  { login, sso, fs }: Login,
): void => {
  const people = openDevice(state, exchange);
  const person = identityHash(login.register);
  const silent = (sso && session.visited.has(fs.clientId)) || isTrusted(people, person);
  people.add(person);
  if (silent) return;

  const fiTitle = state.fi.get(login.fiUid)?.title ?? login.fiUid;
  state.mails.push({
    to: login.identity.email,
    at: state.clock.now().toISOString(),
    subject: `Connexion à ${fs.title}`,
    text: `Bonjour,\n\nVous venez de vous connecter à «\u00a0${fs.title}\u00a0» avec «\u00a0${fiTitle}\u00a0».\n\nSi ce n’est pas vous, signalez-le.\n\nSIMULATEUR — ne pas utiliser en production`,
    fiTitle,
    fsTitle: fs.title,
  });
};
