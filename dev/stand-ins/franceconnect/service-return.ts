import type { SimulatorState } from "./state.ts";

/** The address that takes the browser back to a service, with the faults on `state` and on `iss` (RFC 9207). */
export const spoilReturn = (state: SimulatorState, location: string): string => {
  const target = new URL(location);
  if (!target.searchParams.has("code") && !target.searchParams.has("error")) return location;
  const iss = state.faults.take("iss_param");
  const otherState = state.faults.take("state");
  if (iss && (iss.value === "" || iss.value === "absent")) target.searchParams.delete("iss");
  else if (iss) target.searchParams.set("iss", iss.value);
  if (otherState) target.searchParams.set("state", otherState.value || "un-autre-state-que-celui-qui-a-ete-recu");
  return iss || otherState ? target.href : location;
};

/** An error at the service's return address, with its `state` and our `iss` (RFC 9207), faults included. */
export const serviceReturn = (
  state: SimulatorState,
  to: { readonly redirectUri: string; readonly state: string },
  answer: { readonly error: string; readonly error_description: string },
): string => {
  const target = new URL(to.redirectUri);
  for (const [name, value] of Object.entries({ ...answer, state: to.state, iss: state.issuer }))
    target.searchParams.set(name, value);
  return spoilReturn(state, target.href);
};
