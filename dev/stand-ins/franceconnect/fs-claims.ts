import type { Account, SimulatorState } from "./state.ts";

/**
 * The identity a service receives (spec 01 §5.6): the register's, with what only the identity provider knew. Scopes
 * choose among these later.
 */
export const fsClaims = (state: SimulatorState, { login }: Account): Record<string, unknown> => {
  const { identity, register, fiUid, amr } = login;
  const citizen = state.citizens.find(({ identity: known }) => known.email === identity.email);
  return {
    ...register,
    idp_birthdate: identity.birthdate,
    idp_id: fiUid,
    amr,
    ...(citizen?.emailDropped ? {} : { email: identity.email }),
    ...(identity.preferred_username === undefined ? {} : { preferred_username: identity.preferred_username }),
  };
};
